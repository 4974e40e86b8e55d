// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Calls;

/// <summary>Finding a service, and not finding one.</summary>
public sealed class DiscoveryTests
{
    [Fact]
    public async Task NobodyServes()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open();
        await FailsAsync(IkcStatus.NotFound, node, new IkcConnectOptions { Deadline = TimeSpan.FromMilliseconds(50) });
    }

    [Fact]
    public async Task AServiceThatComesLater()
    {
        using var domain = new TestDomain();
        await using IkcNode caller = domain.Open(1);
        Task<ILife> connecting = caller.ConnectAsync<ILife>(new IkcConnectOptions { Deadline = TimeSpan.FromSeconds(30) });
        await using IkcNode server = domain.Open(0);
        await using IkcService service = server.Serve<ILife>(new LifeService(server));
        Assert.Equal(3, (await connecting).Add(1, 2));
    }

    [Fact]
    public async Task TwoServicesAndNoneNamed()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open();
        await using IkcService one = node.Serve<ILife>(new LifeService(node), new IkcServeOptions { Name = "one" });
        await using IkcService two = node.Serve<ILife>(new LifeService(node), new IkcServeOptions { Name = "two" });
        await FailsAsync(IkcStatus.Ambiguous, node, new IkcConnectOptions());
        ILife named = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "two" });
        Assert.Equal("two", IkcChannel.Of(named).ServiceName);
        Assert.Equal(3, named.Add(1, 2)); // a node may call itself
    }

    [Fact]
    public async Task ANameHasOneOwner()
    {
        using var domain = new TestDomain();
        await using IkcNode first = domain.Open();
        await using IkcService service = first.Serve<ILife>(new LifeService(first));
        await using IkcNode second = domain.Open();
        Assert.Equal(IkcStatus.AlreadyServed, Assert.Throws<IkcException>(() => second.Serve<ILife>(new LifeService(second))).Status);
        Assert.Equal(IkcStatus.AlreadyServed, Assert.Throws<IkcException>(() => first.Serve<ILife>(new LifeService(first))).Status);
        await service.DisposeAsync();
        await using IkcService after = second.Serve<ILife>(new LifeService(second));
    }

    [Fact]
    public async Task AServiceOfAnotherContract()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync(new IkcServeOptions { Name = "life" }, new IkcConnectOptions { Name = "life" });
        IkcException refused = await Assert.ThrowsAsync<IkcException>(
            () => pair.Caller.ConnectAsync<IEcho>(new IkcConnectOptions { Name = "life" }));
        Assert.Equal(IkcStatus.IncompatibleContract, refused.Status);
    }

    [Fact]
    public async Task AServiceThatIsFull()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync(new IkcServeOptions { ConnectionsMax = 1 });
        await FailsAsync(IkcStatus.LimitReached, pair.Caller, new IkcConnectOptions());
        await IkcChannel.Of(pair.Client).DisposeAsync();
        ILife again = await ConnectWhenThereIsRoomAsync(pair.Caller);
        Assert.Equal(3, again.Add(1, 2));
    }

    [Fact]
    public async Task InstancesAreToldApart()
    {
        using var domain = new TestDomain();
        await using IkcNode here = domain.Open(0);
        using PeerProcess peer = PeerProcess.Start(domain, 1, "serve", "there");
        ILife there = await here.ConnectAsync<ILife>(new IkcConnectOptions { Name = "there", Deadline = TestFabric.Patience });
        int instance = IkcChannel.Of(there).Peer.Instance;
        Assert.Equal(TestFabric.InstanceOfPeer(1, here), instance);
        Assert.Contains(here.Nodes(), node => node.Instance == instance && node.Services.Contains("there"));
        ILife byInstance = await here.ConnectAsync<ILife>(new IkcConnectOptions { Name = "there", Instance = instance });
        Assert.Equal(peer.Id, byInstance.ProcessId());
        await FailsAsync(IkcStatus.NotFound, here, new IkcConnectOptions { Name = "there", Instance = instance + 1 });
    }

    private static async Task FailsAsync(IkcStatus status, IkcNode node, IkcConnectOptions options) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<IkcException>(() => node.ConnectAsync<ILife>(options))).Status);

    private static async Task<ILife> ConnectWhenThereIsRoomAsync(IkcNode node)
    {
        while (true)
        {
            try
            {
                return await node.ConnectAsync<ILife>();
            }
            catch (IkcException e) when (e.Status == IkcStatus.LimitReached)
            {
                await Task.Delay(5); // the service learns of the close a moment later
            }
        }
    }
}
