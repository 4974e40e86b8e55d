// SPDX-License-Identifier: MIT
using Ikc.Fabrics.Local;
using Ikc.Native;

namespace Ikc.Fabrics;

/// <summary>What a peer that means no good can do: end its own link.</summary>
public sealed class LocalFabricHostileTests : IDisposable
{
    private const int PageBytes = 4096;

    private readonly TemporaryDomain _domain = new();
    private readonly LocalFabric _alias;
    private readonly TestNode _innocent;

    public LocalFabricHostileTests()
    {
        _alias = _domain.Open();
        _innocent = new TestNode(_domain.Open());
    }

    public static TheoryData<string> Violations => [.. s_violations.Keys];

    private static readonly Dictionary<string, Action<Attacker>> s_violations = new()
    {
        ["short header"] = attacker => attacker.Send([4, 0, 0]),
        ["empty message"] = attacker => attacker.Send([]),
        ["length too small"] = attacker => attacker.Send([.. LinkWire.Goodbye(), 0]),
        ["length too large"] = attacker => attacker.Send(LinkWire.Offer(0, PageBytes)[..^1]),
        ["message too long"] = attacker => attacker.Send(Attacker.Message(99, LocalLimits.MessageBytesMax)),
        ["hello again"] = attacker => attacker.Send(Attacker.Hello(default)),
        ["verb of no version"] = attacker => attacker.Send(Attacker.Message(99)),
        ["verb 0"] = attacker => attacker.Send(Attacker.Message(0)),
        ["refusal on a link"] = attacker => attacker.Send(LinkWire.Status(LinkVerb.Refused, IkcStatus.Ok)),
        ["takeover on a link"] = attacker => attacker.Send(LinkWire.TakeOver("name")),
        ["ring with a descriptor"] = attacker => attacker.Send([1], HostileMemory.Open("/dev/null")),
        ["goodbye with a descriptor"] = attacker => attacker.Send(LinkWire.Goodbye(), HostileMemory.Open("/dev/null")),
        ["offer of nothing"] = attacker => attacker.Send(LinkWire.Offer(0, PageBytes)),
        ["offer of a device"] = attacker => attacker.Send(LinkWire.Offer(0, PageBytes), HostileMemory.Open("/dev/zero")),
        ["offer without seals"] = attacker => Offer(attacker, PageBytes, PageBytes, 0),
        ["offer that can be written later"] = attacker =>
            Offer(attacker, PageBytes, PageBytes, HostileMemory.AllSeals & ~HostileMemory.FutureWrite),
        ["offer that can shrink"] = attacker =>
            Offer(attacker, PageBytes, PageBytes, HostileMemory.AllSeals & ~Tmds.Linux.LibC.F_SEAL_SHRINK),
        ["offer that can grow"] = attacker =>
            Offer(attacker, PageBytes, PageBytes, HostileMemory.AllSeals & ~Tmds.Linux.LibC.F_SEAL_GROW),
        ["offer that can be sealed"] = attacker =>
            Offer(attacker, PageBytes, PageBytes, HostileMemory.AllSeals & ~Tmds.Linux.LibC.F_SEAL_SEAL),
        ["offer smaller than announced"] = attacker => Offer(attacker, PageBytes, 2 * PageBytes, HostileMemory.AllSeals),
        ["offer larger than announced"] = attacker => Offer(attacker, 2 * PageBytes, PageBytes, HostileMemory.AllSeals),
        ["offer of half a page"] = attacker => Offer(attacker, PageBytes / 2, PageBytes / 2, HostileMemory.AllSeals),
        ["offer of no size"] = attacker => Offer(attacker, PageBytes, 0, HostileMemory.AllSeals),
        ["offer of a negative size"] = attacker => Offer(attacker, PageBytes, long.MinValue, HostileMemory.AllSeals),
        ["offer that is not filled"] = attacker => Offer(attacker, PageBytes, PageBytes, HostileMemory.AllSeals, fill: false),
        ["offer with two descriptors"] = attacker => OfferMany(attacker, 2),
        ["offer with sixty descriptors"] = attacker => OfferMany(attacker, 60),
        ["bell without an end"] = attacker => attacker.Send(LinkWire.Bell(1)),
        ["bell that is a file"] = attacker => attacker.Send(LinkWire.Bell(1), HostileMemory.Open("/dev/null")),
        ["bell that is a link"] = attacker => attacker.Send(LinkWire.Bell(1), attacker.Socket),
        ["bell 0"] = attacker => PassBell(attacker, 0),
        ["bell over the limit"] = attacker => PassBell(attacker, 4097),
        ["negative bell"] = attacker => PassBell(attacker, -1),
    };

    public void Dispose()
    {
        _innocent.Dispose();
        _alias.Dispose();
        _domain.Dispose();
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public void AViolationEndsItsLinkAndNoOther(string violation)
    {
        using var victim = new TestNode(_domain.Open());
        Peer toVictim = _innocent.Connect(victim.Self);
        Peer innocent = victim.Take(FabricEventKind.Joined).Peer!;
        using (Attacker attacker = Attacker.Join(_domain, victim, _alias.Self))
        {
            Peer hostile = victim.Take(FabricEventKind.Joined).Peer!;
            s_violations[violation](attacker);
            Assert.Same(hostile, victim.Take(FabricEventKind.Died).Peer);
            Assert.Null(attacker.ReadVerb());
            Assert.True(hostile.IsDead);
        }

        Assert.Equal(0, victim.Count(FabricEventKind.Offered));
        _innocent.Fabric.Ring(toVictim, 0);
        victim.Take(FabricEventKind.Rang, seen => seen.Peer == innocent);
    }

    [Fact]
    public void EveryDescriptorOfAnAttackIsClosed()
    {
        // In a process of its own, where nobody else opens files.
        using var victim = new NodeProcess(_domain);
        victim.Do("pump");
        string? before = null;
        for (int round = 0; round < 2; round++)
        {
            foreach (Action<Attacker> violate in s_violations.Values)
            {
                using var attacker = Attacker.Connect(_domain, victim.Self);
                attacker.Send(Attacker.Hello(_alias.Self));
                Assert.Equal(LinkVerb.Hello, attacker.ReadVerb());
                violate(attacker);
                Assert.Null(attacker.ReadVerb());
                victim.Do("died");
            }

            before ??= victim.Do("descriptors");
        }

        Assert.Equal(before, victim.Do("descriptors"));
    }

    [Fact]
    public void AVerbOfANewerMinorVersionIsPassedOver()
    {
        using var victim = new TestNode(_domain.Open());
        using Attacker newer = Attacker.Join(_domain, victim, _alias.Self, minor: 7);
        Peer peer = victim.Take(FabricEventKind.Joined).Peer!;
        Assert.Equal(0, newer.Send(Attacker.Message(99, 100), HostileMemory.Open("/dev/null")));
        Assert.Equal(0, newer.Send(Attacker.Message(100)));
        using FileDescriptor memory = HostileMemory.Make(PageBytes, HostileMemory.AllSeals);
        byte[] longer = Attacker.Message((int)LinkVerb.Offer, LinkWire.OfferBytes + 8);
        LinkWire.Offer(5, PageBytes).AsSpan(LinkWire.HeaderBytes).CopyTo(longer.AsSpan(LinkWire.HeaderBytes));
        Assert.Equal(0, newer.Send(longer, memory));
        FabricEvent offered = victim.Take(FabricEventKind.Offered);
        Assert.Equal((peer, 5UL, PageBytes), (offered.Peer, offered.Tag, offered.Area!.SizeBytes));
        offered.Area.Dispose();
        Assert.False(peer.IsDead);
    }

    [Theory]
    [InlineData("ring")]
    [InlineData("offer")]
    [InlineData("wrong magic")]
    [InlineData("wrong major")]
    [InlineData("unknown node")]
    [InlineData("broken row")]
    public void AStrangerThatDoesNotSayHelloIsNobody(string first)
    {
        using var victim = new TestNode(_domain.Open());
        using var attacker = Attacker.Connect(_domain, victim.Self);
        Assert.Equal(LinkVerb.Hello, attacker.ReadVerb());
        byte[] message = first switch
        {
            "ring" => [1],
            "offer" => LinkWire.Offer(1, PageBytes),
            "wrong major" => Attacker.Hello(_alias.Self, major: 2),
            "unknown node" => Attacker.Hello(new NodeIdentity(0, 1, 0xabc)),
            "broken row" => LinkWire.Hello([1, 2, 3]),
            _ => [.. Attacker.Hello(_alias.Self).Select((value, i) => i == LinkWire.HeaderBytes ? (byte)(value ^ 1) : value)],
        };
        Assert.Equal(0, attacker.Send(message));
        byte[]? answer = attacker.Read();
        if (first is "ring" or "offer")
        {
            Assert.Null(answer);
        }
        else
        {
            Assert.Equal(LinkVerb.Refused, (LinkVerb)BitConverter.ToUInt16(answer));
            Assert.Equal(
                first == "wrong major" ? IkcStatus.IncompatibleContract : IkcStatus.ProtocolViolation,
                LinkWire.ReadStatus(answer.AsSpan(LinkWire.HeaderBytes)));
            Assert.Null(attacker.Read());
        }

        Assert.Equal(0, victim.Count(FabricEventKind.Joined) + victim.Count(FabricEventKind.Died));
    }

    [Fact]
    public void AFloodOfRingsDoesNotKeepOthersAway()
    {
        using var victim = new TestNode(_domain.Open());
        Peer toVictim = _innocent.Connect(victim.Self);
        Peer innocent = victim.Take(FabricEventKind.Joined).Peer!;
        using Attacker attacker = Attacker.Join(_domain, victim, _alias.Self);
        using var stop = new CancellationTokenSource();
        var flood = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
                LocalSocket.SendByte(attacker.Socket);
        });
        flood.Start();
        for (int i = 0; i < 20; i++)
        {
            NodeProcessMain.Offer(_innocent.Fabric, toVictim, "x");
            victim.Take(FabricEventKind.Offered, seen => seen.Peer == innocent).Area!.Dispose();
        }

        stop.Cancel();
        flood.Join();
    }

    [Fact]
    public void OneRoundTakesItsShareOnly()
    {
        using LocalFabric victim = _domain.Open();
        using Attacker flooder = Attacker.Connect(_domain, victim.Self);
        flooder.Send(Attacker.Hello(_alias.Self));
        for (int i = 0; i < 100_000; i++)
            LocalSocket.SendByte(flooder.Socket); // most find the socket full
        var events = new FabricEvent[8];
        int rounds = 0;
        Peer? from = null;
        while (victim.Wait(events, 0) is > 0 and var count)
        {
            for (int i = 0; i < count; i++)
            {
                if (events[i].Kind == FabricEventKind.Rang)
                    rounds++;
                from ??= events[i].Peer;
            }
        }

        Assert.True(rounds > 1, "The socket holds more rings than one round takes.");
        Assert.False(from!.IsDead);
    }

    [Fact]
    public void WhoNeverReadsFillsItsOwnQueueOnly()
    {
        using var victim = new TestNode(_domain.Open(options => options with { QueuedVerbsMax = 3 }));
        using Attacker attacker = Attacker.Join(_domain, victim, _alias.Self);
        Peer hostile = victim.Take(FabricEventKind.Joined).Peer!;
        Peer toVictim = _innocent.Connect(victim.Self);
        Peer innocent = victim.Take(FabricEventKind.Joined).Peer!;
        int offered = 0;
        IkcStatus status = IkcStatus.Ok;
        while (status == IkcStatus.Ok)
        {
            using OwnArea area = victim.Fabric.CreateArea(1);
            status = Try(() => victim.Fabric.Offer(area, hostile, (ulong)offered));
            offered += status == IkcStatus.Ok ? 1 : 0;
        }

        Assert.Equal(IkcStatus.RingFull, status);
        using (OwnArea area = victim.Fabric.CreateArea(1))
            victim.Fabric.Offer(area, innocent, 0);
        _innocent.Take(FabricEventKind.Offered, seen => seen.Peer == toVictim).Area!.Dispose();

        // What waited comes in order once it reads.
        for (int i = 0; i < offered; i++)
        {
            byte[] message = attacker.Read()!;
            Assert.Equal((LinkVerb.Offer, (ulong)i), ((LinkVerb)BitConverter.ToUInt16(message), BitConverter.ToUInt64(message, 8)));
        }
    }

    [Fact]
    public void WhatPeersMakeANodeMapIsLimited()
    {
        using var victim = new TestNode(_domain.Open(options => options with
        {
            AreasPerPeerMax = 3,
            AreaBytesPerPeerMax = 4 * PageBytes,
            AreasPerUserMax = 5,
            AreaBytesMax = 3 * PageBytes,
        }));
        using Attacker first = Attacker.Join(_domain, victim, _alias.Self);
        Peer firstPeer = victim.Take(FabricEventKind.Joined).Peer!;
        Offer(first, 3 * PageBytes, 3 * PageBytes, HostileMemory.AllSeals);
        PeerArea large = victim.Take(FabricEventKind.Offered).Area!;
        Assert.True(large.Mapping.TryAddReference());
        large.Dispose();
        Offer(first, PageBytes, PageBytes, HostileMemory.AllSeals);
        PeerArea kept = victim.Take(FabricEventKind.Offered).Area!;
        large.Mapping.ReleaseReference(); // only now it is gone, and counts no more
        for (int i = 0; i < 2; i++)
        {
            Offer(first, PageBytes, PageBytes, HostileMemory.AllSeals);
            victim.Take(FabricEventKind.Offered);
        }

        Offer(first, PageBytes, PageBytes, HostileMemory.AllSeals);
        Assert.Same(firstPeer, victim.Take(FabricEventKind.Died).Peer);

        // The user's other peers pay for what it still has mapped.
        using Attacker second = Attacker.Join(_domain, victim, _alias.Self);
        Peer secondPeer = victim.Take(FabricEventKind.Joined).Peer!;
        for (int i = 0; i < 2; i++)
        {
            Offer(second, PageBytes, PageBytes, HostileMemory.AllSeals);
            victim.Take(FabricEventKind.Offered);
        }

        Offer(second, PageBytes, PageBytes, HostileMemory.AllSeals);
        Assert.Same(secondPeer, victim.Take(FabricEventKind.Died).Peer);
        kept.Dispose();
        using Attacker third = Attacker.Join(_domain, victim, _alias.Self);
        Offer(third, PageBytes, PageBytes, HostileMemory.AllSeals);
        victim.Take(FabricEventKind.Offered);
        using Attacker fourth = Attacker.Join(_domain, victim, _alias.Self);
        victim.Take(FabricEventKind.Joined);
        Offer(fourth, 4 * PageBytes, 4 * PageBytes, HostileMemory.AllSeals);
        victim.Take(FabricEventKind.Died);
    }

    [Fact]
    public void StrangersGiveWayAndRunOutOfTime()
    {
        using var victim = new TestNode(_domain.Open(
            options => options with { StrangersMax = 2, HelloTimeout = TimeSpan.FromHours(1), PeersMax = 3 }));
        using var first = Attacker.Connect(_domain, victim.Self);
        using var second = Attacker.Connect(_domain, victim.Self);
        Assert.Equal(LinkVerb.Hello, first.ReadVerb());
        Assert.Equal(LinkVerb.Hello, second.ReadVerb());
        using var third = Attacker.Connect(_domain, victim.Self);
        Assert.Null(first.ReadVerb());
        Assert.Equal(LinkVerb.Hello, third.ReadVerb());

        using var hasty = new TestNode(_domain.Open(options => options with { HelloTimeout = TimeSpan.FromMilliseconds(20) }));
        using var slow = Attacker.Connect(_domain, hasty.Self);
        Assert.Equal(LinkVerb.Hello, slow.ReadVerb());
        Assert.Null(slow.ReadVerb());
    }

    [Fact]
    public void LinksAreLimited()
    {
        using var victim = new TestNode(_domain.Open(options => options with { PeersMax = 2, StrangersMax = 2 }));
        using Attacker first = Attacker.Join(_domain, victim, _alias.Self);
        using (Attacker second = Attacker.Join(_domain, victim, _alias.Self))
        {
            victim.Take(FabricEventKind.Joined);
            victim.Take(FabricEventKind.Joined);
            Assert.Equal(IkcStatus.LimitReached, Assert.Throws<IkcException>(() => _innocent.Connect(victim.Self)).Status);
            Assert.Equal(IkcStatus.LimitReached, Assert.Throws<IkcException>(() => victim.Connect(_innocent.Self)).Status);
        }

        victim.Take(FabricEventKind.Died);
        Assert.Equal(victim.Self, _innocent.Connect(victim.Self).Identity);
    }

    [Fact]
    public void BellsAreLimited()
    {
        using var victim = new TestNode(_domain.Open(options => options with { BellsPerPeerMax = 2 }));
        Peer peer = victim.Connect(_innocent.Self);
        LaneBell first = victim.Fabric.CreateBell(peer);
        using LaneBell second = victim.Fabric.CreateBell(peer);
        Assert.Equal(
            IkcStatus.LimitReached, Assert.Throws<IkcException>(() => victim.Fabric.CreateBell(peer)).Status);
        first.Dispose();
        first.Dispose();
        using LaneBell again = victim.Fabric.CreateBell(peer);
        Peer back = _innocent.Take(FabricEventKind.Joined).Peer!;
        _innocent.Fabric.Ring(back, again.Number);
        Assert.True(again.Wait(TestNode.PatienceNs));
    }

    [Fact]
    public void ARingThatComesBeforeItsBellIsMadeGood()
    {
        using var victim = new TestNode(_domain.Open());
        using Attacker attacker = Attacker.Join(_domain, victim, _alias.Self);
        Peer peer = victim.Take(FabricEventKind.Joined).Peer!;
        victim.Fabric.Ring(peer, 3);
        victim.Fabric.Ring(peer, 100_000);
        LocalSocket.CreatePair(out FileDescriptor reader, out FileDescriptor ringer);
        attacker.Send(LinkWire.Bell(3), ringer);
        ringer.Dispose();
        Assert.Equal(1, Polling.WaitReadable(reader, null, TestNode.PatienceNs));
        LocalSocket.DrainBytes(reader);
        Assert.Equal(0, Polling.WaitReadable(reader, null, 0));

        // A bell that was given up, and its number used again: also when another one under this number was given up on the way.
        reader.Dispose();
        victim.Fabric.Ring(peer, 3);
        LocalSocket.CreatePair(out FileDescriptor gone, out FileDescriptor late);
        gone.Dispose();
        attacker.Send(LinkWire.Bell(3), late);
        late.Dispose();
        LocalSocket.CreatePair(out reader, out ringer);
        attacker.Send(LinkWire.Bell(3), ringer);
        ringer.Dispose();
        Assert.Equal(1, Polling.WaitReadable(reader, null, TestNode.PatienceNs));
        reader.Dispose();
    }

    private static IkcStatus Try(Action action)
    {
        try
        {
            action();
            return IkcStatus.Ok;
        }
        catch (IkcException failure)
        {
            return failure.Status;
        }
    }

    private static void Offer(Attacker attacker, long realBytes, long announcedBytes, int seals, bool fill = true)
    {
        using FileDescriptor memory = HostileMemory.Make(realBytes, seals, fill);
        attacker.Send(LinkWire.Offer(1, announcedBytes), memory);
    }

    private static void OfferMany(Attacker attacker, int count)
    {
        using FileDescriptor memory = HostileMemory.Make(PageBytes, HostileMemory.AllSeals);
        attacker.SendMany(LinkWire.Offer(1, PageBytes), memory, count);
    }

    private static void PassBell(Attacker attacker, int number)
    {
        LocalSocket.CreatePair(out FileDescriptor reader, out FileDescriptor ringer);
        attacker.Send(LinkWire.Bell(number), ringer);
        reader.Dispose();
        ringer.Dispose();
    }
}
