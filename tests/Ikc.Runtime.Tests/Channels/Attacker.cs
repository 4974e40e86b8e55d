// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Fabrics;
using Ikc.Fabrics.Local;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>A node that speaks the fabric's language and writes whatever it likes into its own areas.</summary>
internal sealed unsafe class Attacker : IDisposable
{
    private readonly FabricEvent[] _events = new FabricEvent[64];
    private readonly List<OwnArea> _areas = [];
    private readonly Queue<PeerArea> _arrived = new();

    public Attacker(TemporaryDomain domain, NodeIdentity? victim = null)
    {
        Fabric = LocalFabric.Open(new LocalFabricOptions { Domain = domain.Path, Instance = 9 });
        if (victim is { } node)
            Peer = Fabric.Connect(node, TimeSpan.FromSeconds(10));
    }

    public LocalFabric Fabric { get; }

    public Peer Peer { get; set; } = null!;

    /// <summary>A header that is right in all that the attack does not change.</summary>
    public AreaHeader Header(AreaKind kind, ulong key) => new()
    {
        Magic = AreaHeader.MagicValue,
        VersionMajor = Wire.VersionMajor,
        VersionMinor = Wire.VersionMinor,
        HeaderBytes = AreaHeader.SizeBytes,
        Epoch = Fabric.Self.Epoch,
        Kind = (uint)kind,
        ChannelKey = key,
        ConnectionKey = key,
        RingOffset = AreaLayout.RingOffset,
        RingBytes = 32 * 1024,
        HandshakeOffset = AreaLayout.RingOffset + (32 * 1024),
        CallSlots = 4,
        ReplyRecordBytes = 512,
    };

    /// <summary>Offers an area with this header and text.</summary>
    public OwnArea Offer(AreaHeader header, ReadOnlySpan<byte> text = default, long sizeBytes = 64 * 1024)
    {
        OwnArea area = Fabric.CreateArea(sizeBytes);
        _areas.Add(area);
        *(AreaHeader*)area.Base = header;
        if (text.Length > 0)
            text.CopyTo(new Span<byte>(area.Base + header.HandshakeOffset, text.Length));
        Fabric.Offer(area, Peer, header.Kind);
        return area;
    }

    /// <summary>Opens channel 0 as an honest client would.</summary>
    public AttackChannel Open(ulong key, IkcContractDefinition? contract = null)
    {
        contract ??= CalculatorContract.Definition;
        EncodeBuffer request = Handshake.EncodeRequest(contract.Id, contract);
        AreaHeader header = Header(AreaKind.Connect, key);
        header.HandshakeBytes = (ulong)request.Length;
        OwnArea mine = Offer(header, request.Written);
        request.Return();
        return new AttackChannel(mine, header, AnswerTo(key));
    }

    /// <summary>Opens a lane of that connection.</summary>
    public AttackChannel OpenLane(ulong connectionKey, ulong key)
    {
        AreaHeader header = Header(AreaKind.Connect, key);
        header.Lane = 1;
        header.ConnectionKey = connectionKey;
        header.CallSlots = 1;
        return new AttackChannel(Offer(header), header, AnswerTo(key));
    }

    /// <summary>Opens the stream channel of that connection.</summary>
    public AttackChannel OpenStreams(ulong connectionKey, ulong key, uint callSlots = 4)
    {
        AreaHeader header = Header(AreaKind.Connect, key);
        header.Lane = (uint)ChannelRole.Streams;
        header.ConnectionKey = connectionKey;
        header.CallSlots = callSlots;
        return new AttackChannel(Offer(header), header, AnswerTo(key));
    }

    /// <summary>Offers an area for a moment whose header was changed at random places.</summary>
    public void OfferNonsense(Random random)
    {
        AreaHeader header = Header((AreaKind)random.Next(1, 6), (ulong)random.NextInt64());
        var bytes = new Span<byte>(&header, sizeof(AreaHeader));
        for (int changes = random.Next(1, 6); changes > 0; changes--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        byte[] text = new byte[random.Next(0, 2000)];
        random.NextBytes(text);
        using OwnArea area = Fabric.CreateArea(64 * 1024);
        *(AreaHeader*)area.Base = header;
        text.CopyTo(new Span<byte>(area.Base + AreaLayout.RingOffset + (32 * 1024), text.Length));
        Fabric.Offer(area, Peer, header.Kind);
    }

    public static AreaHeader HeaderOf(PeerArea area) => *(AreaHeader*)area.Base;

    /// <summary>The first request in a ring, when it has come.</summary>
    public static ulong WaitForCallId(PeerArea area)
    {
        ulong* record = (ulong*)(area.Base + AreaLayout.RingOffset);
        while (Volatile.Read(ref *record) == 0)
            Thread.Yield();
        return record[1];
    }

    /// <summary>The answer to one's own request.</summary>
    public PeerArea AnswerTo(ulong key)
    {
        while (true)
        {
            PeerArea area = NextArea();
            if (HeaderOf(area).ChannelKey == key)
                return area;
        }
    }

    /// <summary>The next area that is not a summary.</summary>
    public PeerArea NextArea()
    {
        while (true)
        {
            if (_arrived.TryDequeue(out PeerArea? area))
                return area;
            int count = Fabric.Wait(_events, -1);
            for (int i = 0; i < count; i++)
                Take(_events[i]);
        }
    }

    private void Take(in FabricEvent news)
    {
        switch (news.Kind)
        {
            case FabricEventKind.Died:
                throw new InvalidOperationException("The victim has ended the link.");
            case FabricEventKind.Joined:
                Peer ??= news.Peer!;
                break;
            case FabricEventKind.Offered when HeaderOf(news.Area!).Kind != (uint)AreaKind.Summary:
                _arrived.Enqueue(news.Area!);
                break;
        }
    }

    public void Dispose()
    {
        foreach (OwnArea area in _areas)
            area.Dispose();
        Fabric.Dispose();
    }
}
