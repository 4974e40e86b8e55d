// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>A record that was read: its header's words in private memory, validated; its payload still in shared memory.</summary>
/// <remarks>Passed by reference: a copy, made of wide loads, would wait for the three narrow stores just before.</remarks>
internal readonly unsafe struct Record(byte* header, ulong commit, ulong callId)
{
    public byte* Payload => header + RecordHeader.SizeBytes;

    public uint PayloadBytes => RecordHeader.PayloadBytes(commit);

    public uint RecordBytes => RecordHeader.RecordBytes(PayloadBytes);

    public RecordKind Kind => RecordHeader.Kind(commit);

    public byte Flags => RecordHeader.Flags(commit);

    public ushort Method => RecordHeader.Method(commit);

    public ulong CallId => callId;

    public bool HasSlot => (Flags & RecordHeader.FlagSlot) != 0;

    public bool HasDeadline => (Flags & RecordHeader.FlagDeadline) != 0;

    public bool SaysMore => (Flags & RecordHeader.FlagMore) != 0;

    public bool IsFault => (Flags & RecordHeader.FlagFault) != 0;
}
