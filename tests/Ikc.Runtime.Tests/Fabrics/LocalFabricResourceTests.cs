// SPDX-License-Identifier: MIT
using Ikc.Fabrics.Local;
using Ikc.Native;

namespace Ikc.Fabrics;

/// <summary>What a node takes and gives back: descriptors, mappings, allocations.</summary>
public sealed class LocalFabricResourceTests : IDisposable
{
    private readonly TemporaryDomain _domain = new();

    public void Dispose() => _domain.Dispose();

    [Fact]
    public void EveryDescriptorComesBack()
    {
        // In a process of its own, where nobody else opens files.
        using var there = new NodeProcess(_domain);
        there.Do("pump");
        string? before = null;
        for (int round = 0; round < 3; round++)
        {
            using (var here = new TestNode(_domain.Open()))
            {
                Peer peer = here.Connect(there.Self);
                there.Do("joined");
                NodeProcessMain.Offer(here.Fabric, peer, "text");
                there.Do("read");
                using LaneBell bell = here.Fabric.CreateBell(peer);
                there.Do("bell");
                there.Do("silence");
                there.Do("offer text");
                here.Take(FabricEventKind.Offered).Area!.Dispose();
                Assert.Equal("", there.Connect(here.Self));
                there.Do("publish name");
                there.Do("withdraw name");
            }

            there.Do("died");
            there.Do("died");
            if (round > 0)
                Assert.Equal(before, there.Do("descriptors"));
            before = there.Do("descriptors");
        }
    }

    [Fact]
    public void AListenerWithoutDescriptorsRests()
    {
        using var poor = new NodeProcess(_domain, descriptorsMax: 256);
        using var here = new TestNode(_domain.Open());
        poor.Do("pump");
        poor.Do("exhaust");
        Peer? peer = null;
        var dial = new Thread(() => peer = here.Connect(poor.Self));
        dial.Start();
        while (poor.Do("rests") != "True")
        {
        }

        Assert.Null(peer);
        poor.Do("relax");
        dial.Join();
        Assert.Equal(poor.Self, peer!.Identity);
        poor.Do("joined");
        Assert.Equal("False", poor.Do("rests"));
    }

    [Fact]
    public void RingingAndWaitingAllocateNothing()
    {
        using LocalFabric here = _domain.Open();
        Peer dialled = here.Connect(here.Self, TestNode.Patience);
        var events = new FabricEvent[8];
        Peer accepted = TestNode.Next(here, FabricEventKind.Joined).Peer!;
        using LaneBell bell = here.CreateBell(dialled);
        while (here.Wait(events, 0) > 0)
        {
        }

        long before = 0;
        for (int round = 0; round < 2_000; round++)
        {
            if (round == 1_000)
                before = GC.GetAllocatedBytesForCurrentThread();
            here.Ring(dialled, 0);
            if (here.Wait(events, TestNode.PatienceNs) != 1 || events[0].Kind != FabricEventKind.Rang || here.Wait(events, 0) != 0)
                Assert.Fail("A ring is one event.");
            here.Ring(accepted, bell.Number);
            if (!bell.Wait(TestNode.PatienceNs) || bell.Wait(100))
                Assert.Fail("A bell rings once.");
            bell.Signal();
            bell.Drain();
            here.Interrupt();
            if (here.Wait(events, TestNode.PatienceNs) != 1 || events[0].Kind != FabricEventKind.Interrupted)
                Assert.Fail("An interruption is one event.");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void AWaitEndsNotBeforeItsTime()
    {
        using LocalFabric here = _domain.Open();
        var events = new FabricEvent[8];
        while (here.Wait(events, 0) > 0)
        {
        }

        foreach (long timeoutNs in (long[])[1, 999, 300_000, 12_345_678])
        {
            long start = MonotonicClock.NowNs;
            Assert.Equal(0, here.Wait(events, timeoutNs));
            Assert.True(MonotonicClock.NowNs - start >= timeoutNs);
        }
    }

    [Fact]
    public unsafe void AnAreaIsZeroedWholePagesAndGoesToOneOnly()
    {
        using var here = new TestNode(_domain.Open());
        using var there = new TestNode(_domain.Open());
        Peer peer = here.Connect(there.Self);
        OwnArea area = here.Fabric.CreateArea(Environment.SystemPageSize + 1);
        Assert.Equal(2 * Environment.SystemPageSize, area.SizeBytes);
        Assert.Equal(-1, new ReadOnlySpan<byte>(area.Base, (int)area.SizeBytes).IndexOfAnyExcept((byte)0));
        here.Fabric.Offer(area, peer, 9);
        Assert.Throws<InvalidOperationException>(() => here.Fabric.Offer(area, peer, 9));
        PeerArea seen = there.Take(FabricEventKind.Offered).Area!;

        // Written after the offer, and read there as long as it likes, also when the owner has gone.
        area.Base[area.SizeBytes - 1] = 42;
        Assert.Equal(42, seen.Base[seen.SizeBytes - 1]);
        area.Dispose();
        here.Fabric.Disconnect(peer);
        there.Take(FabricEventKind.Died);
        Assert.Equal(42, seen.Base[seen.SizeBytes - 1]);
        seen.Dispose();
        Assert.Throws<ArgumentOutOfRangeException>(() => here.Fabric.CreateArea(0));
        Assert.Equal(IkcStatus.TooLarge, Assert.Throws<IkcException>(() => here.Fabric.CreateArea(1L << 50)).Status);
        using LocalFabric greedy = _domain.Open(options => options with { AreaBytesMax = long.MaxValue });
        Assert.Equal(IkcStatus.LimitReached, Assert.Throws<IkcException>(() => greedy.CreateArea(1L << 50)).Status);
    }

    [Fact]
    public void AClosedNodeSaysSo()
    {
        LocalFabric here = _domain.Open();
        Peer peer = here.Connect(here.Self, TestNode.Patience);
        LaneBell bell = here.CreateBell(peer);
        here.Dispose();
        here.Dispose();
        Assert.Equal(IkcStatus.Closed, Assert.Throws<IkcException>(() => here.Connect(here.Self, default)).Status);
        Assert.Equal(
            IkcStatus.Closed,
            Assert.Throws<IkcException>(() => here.Publish(new ServiceRow("a", "a", []), false, default)).Status);
        Assert.True(peer.IsDead);
        Assert.True(bell.Wait(TestNode.PatienceNs));
        bell.Dispose();
        here.Ring(peer, 0);
        here.Interrupt();
        Assert.Equal(0, here.Wait(new FabricEvent[4], -1));
    }
}
