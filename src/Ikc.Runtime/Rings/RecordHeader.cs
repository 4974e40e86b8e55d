// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Rings;

/// <summary>
/// A record's header: the commit word (8 bytes, 0 until the record is committed) and the call id (8 bytes). The commit word holds
/// payload bytes (bits 0-27), committed (31), kind (32-39), flags (40-47) and method ordinal (48-63), so one store publishes all of it.
/// </summary>
internal static class RecordHeader
{
    public const int SizeBytes = 16;
    public const int Alignment = 16;

    /// <summary>The payload is a <see cref="SlotDescriptor"/>; whoever drops the record frees the slot.</summary>
    public const byte FlagSlot = 1;

    /// <summary>A prefix of 16 bytes stands before the payload: remaining time in nanoseconds, and 8 bytes of zero.</summary>
    public const byte FlagDeadline = 2;

    /// <summary>A failure with a value: its payload is that of PROTOCOL's section 8.7.</summary>
    public const byte FlagFault = 4;

    /// <summary>Advice: the writer has other calls open, and does not wait for this one alone.</summary>
    public const byte FlagMore = 8;

    /// <summary>The payload is not the arguments alone.</summary>
    public const byte FlagsOfPayload = FlagSlot | FlagDeadline;

    public const int DeadlinePrefixBytes = 16;

    private const ulong Committed = 1UL << 31;
    private const uint PayloadMask = (1 << 28) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Commit(uint payloadBytes, RecordKind kind, byte flags, ushort method) =>
        payloadBytes | Committed | ((ulong)kind << 32) | ((ulong)flags << 40) | ((ulong)method << 48);

    public static uint PayloadBytes(ulong commit) => (uint)commit & PayloadMask;

    public static bool IsCommitted(ulong commit) => (commit & Committed) != 0;

    public static RecordKind Kind(ulong commit) => (RecordKind)(commit >> 32);

    public static byte Flags(ulong commit) => (byte)(commit >> 40);

    public static ushort Method(ulong commit) => (ushort)(commit >> 48);

    /// <summary>Bytes that a record with this payload takes in the ring.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint RecordBytes(uint payloadBytes) => (payloadBytes + SizeBytes + (Alignment - 1)) & ~(uint)(Alignment - 1);
}
