// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>The attacker's half of a channel, and the other one to look at.</summary>
internal sealed unsafe class AttackChannel
{
    private readonly PeerArea _theirs;
    private RingWriter _writer;
    private RingReader? _reader;

    public AttackChannel(OwnArea mine, in AreaHeader header, PeerArea theirs)
    {
        Mine = mine;
        Header = header;
        _theirs = theirs;
        _writer = new RingWriter(mine.Base + header.RingOffset, (uint)header.RingBytes, &((ControlWords*)(theirs.Base + AreaLayout.ControlOffset))->Head);
    }

    public OwnArea Mine { get; }

    public AreaHeader Header { get; }

    /// <summary>The ring, to be written without its rules.</summary>
    public Span<byte> Ring => new(Mine.Base + Header.RingOffset, (int)Header.RingBytes);

    /// <summary>The control page, as bytes.</summary>
    public Span<byte> Control => new(Mine.Base + AreaLayout.ControlOffset, ControlWords.SizeBytes);

    public AreaHeader Answer => *(AreaHeader*)_theirs.Base;

    /// <summary>Why the other side has closed; null while it has not.</summary>
    public IkcStatus? ClosedBy =>
        Volatile.Read(ref ((ControlWords*)(_theirs.Base + AreaLayout.ControlOffset))->Close) is var word and not 0 ? (IkcStatus)(word - 1) : null;

    /// <summary>Rings the bell that the other side's reader has armed last; it may have no reason any more to be rung.</summary>
    public void RingArmedBell(Attacker attacker)
    {
        if (ArmedBell == BellNumber.ChannelWord)
            attacker.Fabric.RingWord(&((ControlWords*)(Mine.Base + AreaLayout.ControlOffset))->Rung);
        else
            attacker.Fabric.Ring(attacker.Peer, ArmedBell);
    }

    private int ArmedBell => ParkedWord.Bell(Volatile.Read(ref ((ControlWords*)(_theirs.Base + AreaLayout.ControlOffset))->Parked));

    /// <summary>Writes a well-formed record around any payload.</summary>
    public bool TrySend(RecordKind kind, byte flags, ushort method, ulong callId, ReadOnlySpan<byte> payload)
    {
        if (_writer.TryReserve((uint)payload.Length, out byte* room) != RingResult.Ok)
            return false;
        payload.CopyTo(new Span<byte>(room, payload.Length));
        _writer.Commit((uint)payload.Length, kind, flags, method, callId);
        return true;
    }

    /// <summary>Sends it, for which there must be room.</summary>
    public void Send(RecordKind kind, ushort method, ulong callId, ReadOnlySpan<byte> payload) =>
        Assert.True(TrySend(kind, 0, method, callId, payload));

    /// <summary>Waits for a record of this kind in the other side's ring; others are passed over.</summary>
    public ReadOnlySpan<byte> WaitFor(RecordKind kind, ulong callId, Attacker attacker)
    {
        while (true)
        {
            attacker.Fabric.Ring(attacker.Peer, 0);
            if (!TryReceive(out RecordKind received, out ulong id, out ReadOnlySpan<byte> payload))
                Thread.Yield();
            else if (received == kind && id == callId)
                return payload;
        }
    }

    /// <summary>Of the record that was taken last.</summary>
    public byte ReceivedFlags { get; private set; }

    /// <summary>Takes the next record of the other side's ring, with a copy of its payload.</summary>
    public bool TryReceive(out RecordKind kind, out ulong callId, out ReadOnlySpan<byte> payload)
    {
        AreaHeader theirs = Answer;
        _reader ??= new RingReader(
            _theirs.Base + theirs.RingOffset, (uint)theirs.RingBytes, &((ControlWords*)(Mine.Base + AreaLayout.ControlOffset))->Head);
        RingReader reader = _reader.Value;
        bool found = reader.TryRead(out Rings.Record record) == RingResult.Ok;
        kind = record.Kind;
        callId = record.CallId;
        ReceivedFlags = record.Flags;
        payload = new ReadOnlySpan<byte>(record.Payload, (int)record.PayloadBytes).ToArray();
        if (found)
            reader.Advance(record.RecordBytes);
        reader.PublishHead();
        _reader = reader;
        return found;
    }

    /// <summary>Sends a request whose arguments lie, it says, in a bulk slot.</summary>
    public bool TrySendSlot(SlotDescriptor slot) => TrySend(
        RecordKind.Request, RecordHeader.FlagSlot, 1, CallId.Make(1, 1), new ReadOnlySpan<byte>(&slot, sizeof(SlotDescriptor)));

    public void SetHead(ulong head) => Volatile.Write(ref ((ControlWords*)(Mine.Base + AreaLayout.ControlOffset))->Head, head);

    /// <summary>Wakes the other side whether it sleeps or not, until it has closed the channel.</summary>
    public IkcStatus WaitForClose(Attacker attacker)
    {
        while (true)
        {
            if (ClosedBy is { } reason)
                return reason;
            attacker.Fabric.Ring(attacker.Peer, 0);
            Thread.Yield();
        }
    }
}
