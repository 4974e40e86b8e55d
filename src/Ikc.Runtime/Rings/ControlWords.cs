// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Rings;

/// <summary>
/// The changing words of a channel's area, one page, all written by the area's owner only. What the owner writes as the reader of the
/// peer's ring and what it writes as the writer of its own ring lie on cache lines of their own (128 bytes: two lines are fetched together).
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
internal unsafe struct ControlWords
{
    public const int SizeBytes = 4096;

    /// <summary>As reader: position up to which the peer's ring was consumed.</summary>
    [FieldOffset(0x000)]
    public ulong Head;

    /// <summary>As reader: generation (odd: armed) in the upper 48 bits, bell in the lower 16. See <see cref="ParkedWord"/>.</summary>
    [FieldOffset(0x080)]
    public ulong Parked;

    /// <summary>As writer: the position that the peer's head must reach before it rings for space; 0: none yet.</summary>
    [FieldOffset(0x100)]
    public ulong Wanted;

    /// <summary>As writer: a generation taken anew before each sleep for a bulk slot.</summary>
    [FieldOffset(0x180)]
    public ulong SlotWanted;

    /// <summary>As writer: bumped after each change of a control word (close, cancel, released callbacks).</summary>
    [FieldOffset(0x200)]
    public ulong ControlCount;

    /// <summary>As writer: 0, or 1 + the status with which the owner has closed the channel.</summary>
    [FieldOffset(0x208)]
    public ulong Close;

    /// <summary>As reader: for each bulk slot of the peer's, the last generation that was freed.</summary>
    [FieldOffset(0x280)]
    public fixed uint Released[Limits.SlotsMax];

    /// <summary>As either: bumped to ring the peer's bell <see cref="BellNumber.ChannelWord"/>; the peer sleeps on it.</summary>
    [FieldOffset(0x300)]
    public uint Rung;

    /// <summary>As service, of channel 0: for each of the caller's callback slots, how many of what it sent were given back.</summary>
    [FieldOffset(0x400)]
    public fixed uint ReleasedCallbacks[Limits.CallbacksMax];

    /// <summary>As caller: for each call slot, the generation whose call is cancelled.</summary>
    [FieldOffset(0x800)]
    public fixed uint Cancel[Limits.CallSlotsMax];
}
