// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Rings;

/// <summary>
/// The first 128 bytes of every area. Written once by the area's owner before the area is offered, constant afterwards, copied and
/// validated by the reader.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal struct AreaHeader
{
    public const ulong MagicValue = 0x3141_4552_4143_4B49; // "IKCAREA1"
    public const int SizeBytes = 128;

    public ulong Magic;
    public ushort VersionMajor;
    public ushort VersionMinor;
    public uint HeaderBytes;
    public ulong Features;

    /// <summary>Epoch of the node that owns the area.</summary>
    public ulong Epoch;

    /// <summary>An <see cref="AreaKind"/>.</summary>
    public uint Kind;

    /// <summary>Connect, answer: a <see cref="ChannelRole"/>.</summary>
    public uint Lane;

    /// <summary>The channel's 64 random bits, chosen by the client; the answer and the bulk slots repeat it.</summary>
    public ulong ChannelKey;

    /// <summary>Connect: key of the connection's channel 0; for channel 0 itself the same as its own key.</summary>
    public ulong ConnectionKey;

    public ulong RingOffset;
    public ulong RingBytes;
    public ulong HandshakeOffset;
    public ulong HandshakeBytes;

    /// <summary>The bell that wakes the owner when it waits as a writer of this channel (for space).</summary>
    public uint Bell;

    /// <summary>What the peer bumps in its wake summary before it rings bell 0 for this channel.</summary>
    public uint SummaryIndex;

    /// <summary>Connect: calls in flight that the client will have at most on this channel.</summary>
    public uint CallSlots;

    /// <summary>Connect: the largest record of a reply that may stand in the reply ring, header included.</summary>
    public uint ReplyRecordBytes;

    /// <summary>Answer: an <see cref="IkcStatus"/>.</summary>
    public uint Status;

    /// <summary>Bulk slot: its number in its channel.</summary>
    public uint Slot;

    /// <summary>Bulk slot: counts the areas that this slot has had.</summary>
    public uint SlotSequence;

    public uint Reserved;
}
