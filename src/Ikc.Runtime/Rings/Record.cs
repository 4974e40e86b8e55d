// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>A record that was read: its header in private memory, validated; its payload still in shared memory.</summary>
internal unsafe struct Record
{
    public byte* Payload;
    public uint PayloadBytes;
    public uint RecordBytes;
    public RecordKind Kind;
    public byte Flags;
    public ushort Method;
    public ulong CallId;

    public readonly bool HasSlot => (Flags & RecordHeader.FlagSlot) != 0;

    public readonly bool HasDeadline => (Flags & RecordHeader.FlagDeadline) != 0;
}
