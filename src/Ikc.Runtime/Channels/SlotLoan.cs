// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>A bulk slot of one's own, held for one payload.</summary>
internal readonly unsafe struct SlotLoan(uint slot, uint generation, uint sequence, OwnArea area, long capacityBytes)
{
    public uint Slot { get; } = slot;

    public uint Generation { get; } = generation;

    public OwnArea Area { get; } = area;

    public long CapacityBytes { get; } = capacityBytes;

    public byte* Payload => Area.Base + AreaLayout.BulkOffset;

    /// <summary>Lets the memory of a slot that was rented held go with its channel.</summary>
    public void LetGo() => Area.Mapping.ReleaseReference();

    public SlotDescriptor Describe(long payloadBytes) =>
        new() { Slot = Slot, Generation = Generation, Sequence = sequence, PayloadBytes = (ulong)payloadBytes };
}
