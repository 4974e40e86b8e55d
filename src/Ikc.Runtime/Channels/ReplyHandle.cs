// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>A reply that was read and is still held in the ring, or in a bulk slot.</summary>
internal unsafe struct ReplyHandle
{
    public uint RecordBytes;
    public SlotDescriptor Slot;
    public PeerArea? SlotArea;
    public byte* Payload;
    public int PayloadBytes;

    /// <summary>A reply that stands in the ring.</summary>
    public static ReplyHandle Of(in Record record) =>
        new() { RecordBytes = record.RecordBytes, Payload = record.Payload, PayloadBytes = (int)record.PayloadBytes };
}
