// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Streams;

/// <summary>An item of fixed size allocates nothing, on either side; a stream does.</summary>
[Collection("alone")]
public sealed class StreamAllocationTests
{
    private const int Items = 400_000;

    [Fact]
    public async Task FixedItems()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        await ReadAsync(pair.Client);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await ReadAsync(pair.Client);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Items / 2); // half a byte an item: the stream itself
    }

    private static async Task ReadAsync(IStreams streams)
    {
        long count = 0;
        await foreach (Tick tick in streams.Ticks(Items))
            count += tick.Number == count ? 1 : 0;
        Assert.Equal(Items, count);
    }
}
