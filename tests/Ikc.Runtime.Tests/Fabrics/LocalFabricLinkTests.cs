// SPDX-License-Identifier: MIT
using Ikc.Fabrics.Local;

namespace Ikc.Fabrics;

/// <summary>Links, areas and bells between nodes of one process and of two.</summary>
public sealed class LocalFabricLinkTests : IDisposable
{
    private readonly TemporaryDomain _domain = new();

    public void Dispose() => _domain.Dispose();

    [Fact]
    public void TwoProcessesExchangeAreasAndRings()
    {
        using var here = new TestNode(_domain.Open());
        using var there = new NodeProcess(_domain);
        there.Do("pump");
        Peer peer = here.Connect(there.Self);
        Assert.Equal(there.Self, peer.Identity);
        Assert.Equal("", there.Do("joined"));

        NodeProcessMain.Offer(here.Fabric, peer, "from here");
        Assert.Equal("from here", there.Do("read"));
        there.Do("offer from-there");
        FabricEvent offered = here.Take(FabricEventKind.Offered);
        Assert.Same(peer, offered.Peer);
        Assert.Equal(7UL, offered.Tag);
        Assert.Equal("from-there", NodeProcessMain.Read(offered.Area!));
        offered.Area!.Dispose();

        there.Do("ring 0");
        Assert.Same(peer, here.Take(FabricEventKind.Rang).Peer);
        here.Fabric.Ring(peer, 0);
        Assert.Equal("", there.Do("rang"));
    }

    [Fact]
    public void ANodeLinksItselfToItselfOnOneThread()
    {
        using LocalFabric fabric = _domain.Open();
        Peer dialled = fabric.Connect(fabric.Self, TestNode.Patience);
        Peer accepted = TestNode.Next(fabric, FabricEventKind.Joined).Peer!;
        Assert.NotSame(dialled, accepted);
        Assert.Equal(fabric.Self, accepted.Identity);

        NodeProcessMain.Offer(fabric, dialled, "to myself");
        FabricEvent offered = TestNode.Next(fabric, FabricEventKind.Offered);
        Assert.Same(accepted, offered.Peer);
        Assert.Equal("to myself", NodeProcessMain.Read(offered.Area!));
        offered.Area!.Dispose();

        fabric.Ring(accepted, 0);
        Assert.Same(dialled, TestNode.Next(fabric, FabricEventKind.Rang, seen => seen.Peer == dialled).Peer);
    }

    [Fact]
    public void TwoNodesThatDialEachOtherHaveTwoLinks()
    {
        using LocalFabric first = _domain.Open();
        using LocalFabric second = _domain.Open();
        Peer? back = null;

        // Nobody pumps before both are linked: each takes the other in while it waits itself.
        Peer? joinedSecond = null;
        var other = new Thread(() =>
        {
            back = second.Connect(first.Self, TestNode.Patience);
            joinedSecond = TestNode.Next(second, FabricEventKind.Joined).Peer;
        });
        other.Start();
        Peer there = first.Connect(second.Self, TestNode.Patience);
        Peer joinedFirst = TestNode.Next(first, FabricEventKind.Joined).Peer!;
        other.Join();
        Assert.Equal(second.Self, there.Identity);
        Assert.Equal(first.Self, back!.Identity);
        Assert.NotSame(there, joinedFirst);
        Assert.NotSame(back, joinedSecond);
    }

    [Fact]
    public void TheLinkToANodeIsMadeOnce()
    {
        using var here = new TestNode(_domain.Open());
        using var there = new TestNode(_domain.Open());
        var found = new Peer[8];
        Parallel.For(0, found.Length, i => found[i] = here.Connect(there.Self));
        Assert.All(found, peer => Assert.Same(found[0], peer));
        here.Fabric.Disconnect(found[0]);
        here.Take(FabricEventKind.Died);
        there.Take(FabricEventKind.Died);
        Assert.True(found[0].IsDead);
        Assert.NotSame(found[0], here.Connect(there.Self));
    }

    [Fact]
    public void ALaneBellWakesItsSleeper()
    {
        using var here = new TestNode(_domain.Open());
        using var there = new NodeProcess(_domain);
        there.Do("pump");
        Peer peer = here.Connect(there.Self);
        there.Do("joined");
        int number = int.Parse(there.Do("bell"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(1, number);

        // Rung perhaps before the message that brings the bell was read: it must not be lost.
        here.Fabric.Ring(peer, number);
        Assert.Equal("True", there.Do("sleep"));

        using LaneBell bell = here.Fabric.CreateBell(peer);
        Assert.False(bell.Wait(1_000_000));
        there.Do("ring 1");
        Assert.True(bell.Wait(TestNode.PatienceNs));
        Assert.False(bell.Wait(0));
        bell.Signal();
        Assert.True(bell.Wait(TestNode.PatienceNs));
        Assert.False(bell.Wait(0));
        bell.Signal();
        bell.Drain();
        Assert.False(bell.Wait(0));
    }

    [Fact]
    public void ADeathWakesThePumpAndEveryLane()
    {
        using var here = new TestNode(_domain.Open());
        using var there = new NodeProcess(_domain);
        there.Do("pump");
        Peer peer = here.Connect(there.Self);
        using LaneBell bell = here.Fabric.CreateBell(peer);
        there.Do("joined");
        bool woken = false;
        var sleeper = new Thread(() => woken = bell.Wait(TestNode.PatienceNs));
        sleeper.Start();
        there.Kill();
        sleeper.Join();
        Assert.True(woken);
        Assert.Same(peer, here.Take(FabricEventKind.Died).Peer);
        Assert.True(peer.IsDead);
        Assert.True(bell.Wait(TestNode.PatienceNs));
        here.Fabric.Ring(peer, 0);
        here.Fabric.Ring(peer, 1);
        using OwnArea area = here.Fabric.CreateArea(1);
        Assert.Equal(IkcStatus.PeerDied, Assert.Throws<IkcException>(() => here.Fabric.Offer(area, peer, 1)).Status);
        Assert.Equal(IkcStatus.NotFound, Assert.Throws<IkcException>(() => here.Connect(there.Self)).Status);
    }

    [Fact]
    public void InterruptIsRememberedWhenNobodyWaits()
    {
        using LocalFabric fabric = _domain.Open();
        var events = new FabricEvent[4];
        fabric.Interrupt();
        fabric.Interrupt();
        Assert.Equal(FabricEventKind.Interrupted, TestNode.Next(fabric, FabricEventKind.Interrupted).Kind);
        Assert.DoesNotContain(events[..fabric.Wait(events, 0)], seen => seen.Kind == FabricEventKind.Interrupted);
        Assert.DoesNotContain(events[..fabric.Wait(events, 1_000_000)], seen => seen.Kind == FabricEventKind.Interrupted);
    }
}
