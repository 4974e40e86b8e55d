// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels.Streams;

/// <summary>A record of a stream channel that was found sound and is still held in the ring.</summary>
internal unsafe struct StreamRecord
{
    public RecordKind Kind;

    /// <summary>A failure with a value.</summary>
    public bool IsFault;
    public ulong CallId;

    /// <summary>Requests: the method's ordinal. Else which stream of the call: 0 is the result, the others the parameters, from 1.</summary>
    public ushort Index;
    public byte* Payload;
    public int PayloadBytes;
    public uint RecordBytes;

    /// <summary>Time left for the call, as its caller says; 0: no end.</summary>
    public long DeadlineNs;

    /// <summary>The bulk slot in which the payload stands; whoever keeps it sets this to null.</summary>
    public PeerArea? SlotArea;
    public SlotDescriptor Slot;

    /// <summary>The record has been given back to the ring.</summary>
    public bool IsPassed;

    public readonly ReadOnlySpan<byte> Bytes => new(Payload, PayloadBytes);
}
