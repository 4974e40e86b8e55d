// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics;

/// <summary>Bells that are words of the peer's (PROTOCOL, rule 46): the local fabric's side of them.</summary>
public sealed unsafe class BellWordTests : IDisposable
{
    private readonly TemporaryDomain _domain = new();

    [Fact]
    public void AChangedWordEndsTheWaitAndIsTold()
    {
        using var pair = new WatchedPair(_domain);
        Assert.Empty(pair.Wait(0));
        pair.RingAfter(milliseconds: 20);
        Assert.Equal([FabricEventKind.Rang], pair.Wait(TestNode.PatienceNs));
        Assert.Empty(pair.Wait(0));
    }

    /// <summary>A ring that comes before the wait ends it, and several of them are one.</summary>
    [Fact]
    public void ARingBeforeTheWaitIsNotLost()
    {
        using var pair = new WatchedPair(_domain);
        pair.Ring();
        pair.Ring();
        Assert.Equal([FabricEventKind.Rang], pair.Wait(-1));
        Assert.Empty(pair.Wait(1_000_000));
    }

    /// <summary>Messages, and the end of a link, come by a socket on which the pump does not sleep.</summary>
    [Fact]
    public void WhatComesBySocketEndsTheWaitToo()
    {
        using var pair = new WatchedPair(_domain);
        using OwnArea area = pair.There.CreateArea(1);
        pair.There.Offer(area, pair.PeerThere, tag: 7);
        FabricEvent offered = TestNode.Next(pair.Here, FabricEventKind.Offered);
        Assert.Equal(7UL, offered.Tag);
        offered.Area!.Dispose();
        pair.There.Disconnect(pair.PeerThere);
        Assert.Same(pair.PeerHere, TestNode.Next(pair.Here, FabricEventKind.Died).Peer);
    }

    [Fact]
    public void AnInterruptEndsTheWaitAndIsRemembered()
    {
        using var pair = new WatchedPair(_domain);
        pair.Here.Interrupt();
        Assert.Equal([FabricEventKind.Interrupted], pair.Wait(-1));
        Assert.Empty(pair.Wait(1_000_000));
        using var timer = new Timer(_ => pair.Here.Interrupt(), null, 20, Timeout.Infinite);
        Assert.Equal([FabricEventKind.Interrupted], pair.Wait(TestNode.PatienceNs));
    }

    [Fact]
    public void AForgottenWordRingsNoMore()
    {
        using var pair = new WatchedPair(_domain);
        pair.Here.Unwatch(pair.PeerHere);
        pair.Ring();
        Assert.Empty(pair.Wait(1_000_000));
    }

    /// <summary>The kernel waits on so many words and no more; the links beyond are rung by their sockets.</summary>
    [Fact]
    public void WordsBeyondTheKernelsLimitAreRefused()
    {
        using var pair = new WatchedPair(_domain);
        for (int i = 1; i < Futex.WaitersMax - 1; i++)
            Assert.True(pair.Here.TryWatch(pair.PeerHere, pair.Word));
        Assert.False(pair.Here.TryWatch(pair.PeerHere, pair.Word));
        Assert.Empty(pair.Wait(1_000_000)); // and the kernel takes them all
        pair.Here.Unwatch(pair.PeerHere);
        Assert.True(pair.Here.TryWatch(pair.PeerHere, pair.Word));
    }

    [Fact]
    public void ANodeThatDoesNotWaitOnWordsSaysSo()
    {
        using LocalFabricPair plain = new(_domain, waitsOnWords: false);
        uint word = 0;
        Assert.False(plain.Here.TryWatch(plain.PeerHere, &word));
        Assert.True(plain.Here.HasBellWords); // it rings those of others
    }

    [Fact]
    public void ALaneSleepsOnItsWordAndOnItsOwnProcess()
    {
        using var pair = new WatchedPair(_domain);
        using LaneBell bell = pair.Here.CreateBell(pair.PeerHere);
        Assert.Equal(Rings.BellNumber.ChannelWord, bell.Number);
        bell.Bind(pair.Word);
        Assert.False(bell.Wait(1_000_000));
        pair.Ring();
        Assert.True(bell.Wait(-1));
        Assert.False(bell.Wait(0));
        pair.Ring();
        bell.Drain();
        Assert.False(bell.Wait(0));
        bell.Signal();
        Assert.True(bell.Wait(-1));
        pair.RingAfter(milliseconds: 20);
        Assert.True(bell.Wait(TestNode.PatienceNs));
        using var timer = new Timer(_ => bell.Signal(), null, 20, Timeout.Infinite);
        Assert.True(bell.Wait(TestNode.PatienceNs));
    }

    [Fact]
    public void ADeathEndsALanesSleep()
    {
        using var pair = new WatchedPair(_domain);
        using LaneBell bell = pair.Here.CreateBell(pair.PeerHere);
        bell.Bind(pair.Word);
        bool woken = false;
        var sleeper = new Thread(() => woken = bell.Wait(TestNode.PatienceNs));
        sleeper.Start();
        pair.There.Disconnect(pair.PeerThere);
        TestNode.Next(pair.Here, FabricEventKind.Died);
        sleeper.Join();
        Assert.True(woken);
        Assert.True(bell.Wait(TestNode.PatienceNs)); // and no sleep begins any more
    }

    /// <summary>Seeded: rings, interrupts and messages against waits; each is told after it was made and before a sleep without end.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void NoRingIsEverSleptThrough(int seed)
    {
        const int Rings = 2000;
        using var pair = new WatchedPair(_domain);
        using var heard = new SemaphoreSlim(0);
        var random = new Random(seed);
        var ringer = new Thread(() =>
        {
            for (int i = 0; i < Rings; i++)
            {
                if (random.Next(4) == 0)
                    Thread.SpinWait(random.Next(2000));
                if (random.Next(8) == 0)
                    pair.There.Ring(pair.PeerThere, 0); // by the socket
                else
                    pair.Ring();
                if (!heard.Wait(TestNode.Patience))
                    return;
            }
        });
        ringer.Start();
        int told = 0;
        while (told < Rings && pair.Wait(TestNode.PatienceNs) is { Length: > 0 } events)
        {
            Assert.All(events, kind => Assert.Equal(FabricEventKind.Rang, kind));
            told++;
            heard.Release();
        }

        ringer.Join();
        Assert.Equal(Rings, told);
    }

    public void Dispose() => _domain.Dispose();
}
