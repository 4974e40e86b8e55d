// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Native;
using Ikc.Rings;
using static Tmds.Linux.LibC;

namespace Ikc.Channels;

/// <summary>What a record may say of a bulk slot.</summary>
public sealed unsafe class SlotTableTests
{
    private const long AreaBytes = 3L << 30;

    [Theory]
    [InlineData(1L, 0)]
    [InlineData((long)Limits.PayloadBytesMax, 0)]
    [InlineData(Limits.PayloadBytesMax + 1L, 1)] // over the limit, though the area is large enough
    [InlineData(1L << 31, 1)] // would be a negative int
    [InlineData(-1L, 1)]
    public void APayloadIsInsideItsAreaAndTheLimit(long payloadBytes, int violations)
    {
        void* address = mmap(null, (Tmds.Linux.size_t)(ulong)AreaBytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        using var table = new SlotTable();
        Assert.True(table.TryInstall(new Area(new SharedMapping((byte*)address, AreaBytes)), new AreaHeader { Slot = 3, SlotSequence = 1 }));
        var descriptor = new SlotDescriptor { Slot = 3, Generation = 1, Sequence = 1, PayloadBytes = (ulong)payloadBytes };
        RingResult result = table.TryFind(descriptor, out PeerArea? area);
        Assert.Equal(violations == 0 ? RingResult.Ok : RingResult.Violation, result);
        area?.Mapping.ReleaseReference();
    }

    private sealed class Area(SharedMapping mapping) : PeerArea(mapping);
}
