// SPDX-License-Identifier: MIT
using Ikc.Fabrics.Local;

namespace Ikc.Fabrics;

/// <summary>Who owns a service's name, and how it passes.</summary>
public sealed class LocalFabricNameTests : IDisposable
{
    private readonly TemporaryDomain _domain = new();

    public void Dispose() => _domain.Dispose();

    [Fact]
    public void AnOwnedNameIsRefused()
    {
        using LocalFabric first = _domain.Open();
        using LocalFabric second = _domain.Open();
        first.Publish(Service("name"), takeOver: false, TestNode.Patience);
        Assert.Equal(IkcStatus.AlreadyServed, Refusal(() => second.Publish(Service("name"), false, TestNode.Patience)));
        Assert.Equal(IkcStatus.AlreadyServed, Refusal(() => first.Publish(Service("name"), true, TestNode.Patience)));
        Assert.Equal(["name"], ServicesOf(second, first.Self));

        first.Withdraw("name");
        Assert.Empty(ServicesOf(second, first.Self));
        second.Publish(Service("name"), false, TestNode.Patience);
        Assert.Equal(["name"], ServicesOf(first, second.Self));
    }

    [Fact]
    public void ANameOfAKilledProcessIsFree()
    {
        using var there = new NodeProcess(_domain);
        using LocalFabric here = _domain.Open();
        there.Do("publish name");
        Assert.Equal(["name"], ServicesOf(here, there.Self));
        there.Kill();
        here.Publish(Service("name"), takeOver: false, TestNode.Patience);
        Assert.Single(here.Nodes());
    }

    [Fact]
    public void ATakeoverTellsTheOwnerAfterTheNameHasPassed()
    {
        using var here = new TestNode(_domain.Open());
        using var there = new NodeProcess(_domain);
        there.Do("pump");
        there.Do("publish name");
        here.Fabric.Publish(Service("name"), takeOver: true, TestNode.Patience);
        Assert.Equal("name", there.Do("taken"));
        Assert.Equal(["name"], ServicesOf(here.Fabric, here.Self));
        Assert.Empty(ServicesOf(here.Fabric, there.Self));

        Assert.Equal(nameof(IkcStatus.AlreadyServed), there.Do("publish name"));
        Assert.Equal("", there.Do("publish name again"));
        Assert.Equal("name", here.Take(FabricEventKind.TakeoverAsked).ServiceName);
        Assert.Empty(ServicesOf(here.Fabric, here.Self));
    }

    [Fact]
    public void ASilentOwnerKeepsItsName()
    {
        using var silent = new NodeProcess(_domain);
        silent.Do("publish name");
        using LocalFabric here = _domain.Open();
        Assert.Equal(IkcStatus.DeadlineExceeded, Refusal(() => here.Publish(Service("name"), true, TimeSpan.FromMilliseconds(50))));
        Assert.Equal(["name"], ServicesOf(here, silent.Self));

        // The question still lies in its queue, before the connection that is made now; but who asked has given up, and it keeps its name.
        silent.Do("pump");
        here.Connect(silent.Self, TestNode.Patience);
        Assert.Equal(["name"], ServicesOf(here, silent.Self));
    }

    [Fact]
    public void OneOfManyPublishersWins()
    {
        LocalFabric[] nodes = [.. Enumerable.Range(0, 8).Select(_ => _domain.Open())];
        for (int round = 0; round < 10; round++)
        {
            int won = 0;
            Parallel.ForEach(nodes, node =>
            {
                try
                {
                    node.Publish(Service("name"), takeOver: false, TestNode.Patience);
                    Interlocked.Increment(ref won);
                }
                catch (IkcException refused) when (refused.Status == IkcStatus.AlreadyServed)
                {
                }
            });
            Assert.Equal(1, won);
            Assert.Single(nodes[0].Nodes(), row => row.Services.Count == 1);
            foreach (LocalFabric node in nodes)
                node.Withdraw("name");
        }

        foreach (LocalFabric node in nodes)
            node.Dispose();
    }

    [Fact]
    public void ManyTakeoversPassTheNameOneByOne()
    {
        TestNode[] nodes = [.. Enumerable.Range(0, 4).Select(_ => new TestNode(_domain.Open()))];
        nodes[0].Fabric.Publish(Service("name"), takeOver: false, TestNode.Patience);
        Parallel.ForEach(nodes[1..], node => node.Fabric.Publish(Service("name"), takeOver: true, TestNode.Patience));

        // Everybody had it once, and all but the last were asked for it.
        Assert.Single(nodes[0].Fabric.Nodes(), row => row.Services.Count == 1);
        NodeIdentity last = nodes[0].Fabric.Nodes().Single(row => row.Services.Count == 1).Identity;
        foreach (TestNode node in nodes)
        {
            if (node.Self != last)
                node.Take(FabricEventKind.TakeoverAsked);
            node.Dispose();
        }
    }

    [Theory]
    [InlineData("with/slash and blank")]
    [InlineData("..")]
    [InlineData("Straße-☃")]
    public void AnyTextIsAName(string name)
    {
        using LocalFabric here = _domain.Open();
        using LocalFabric other = _domain.Open();
        here.Publish(new ServiceRow(name, "contract", ["base"]), takeOver: false, TestNode.Patience);
        ServiceRow seen = other.Nodes().Single(row => row.Identity == here.Self).Services.Single();
        Assert.Equal((name, "contract", "base"), (seen.Name, seen.ContractId, Assert.Single(seen.BaseIds)));
    }

    [Fact]
    public void NamesAndRowsHaveLimits()
    {
        using LocalFabric here = _domain.Open();
        here.Publish(Service(new string('a', 200)), takeOver: false, TestNode.Patience);
        Assert.Throws<ArgumentException>(() => here.Publish(Service(new string('a', 201)), false, TestNode.Patience));
        Assert.Throws<ArgumentException>(() => here.Publish(Service(""), false, TestNode.Patience));
        string[] many = [.. Enumerable.Range(0, 400).Select(i => new string('b', 190) + i)];
        Assert.Equal(IkcStatus.LimitReached, Refusal(() => here.Publish(new ServiceRow("c", "c", many), false, TestNode.Patience)));

        // What failed left nothing.
        here.Publish(Service("c"), takeOver: false, TestNode.Patience);
        Assert.Equal(2, ServicesOf(here, here.Self).Length);
    }

    private static ServiceRow Service(string name) => new(name, "contract", []);

    private static string[] ServicesOf(Fabric fabric, NodeIdentity node) =>
        [.. fabric.Nodes().Single(row => row.Identity == node).Services.Select(service => service.Name)];

    private static IkcStatus Refusal(Action action) => Assert.Throws<IkcException>(action).Status;
}
