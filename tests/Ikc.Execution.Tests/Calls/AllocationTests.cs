// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Calls;

/// <summary>After warm-up a call of fixed arguments allocates nothing, on either side.</summary>
[Collection("alone")]
public sealed class AllocationTests
{
    private const int WarmUp = 20_000;
    private const int Calls = 200_000;

    // The process and the test host allocate for reasons of their own, tens of kilobytes: far below one object a call.
    private const long NoiseBytes = Calls;

    [Fact]
    public async Task SynchronousCalls()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        for (int i = 0; i < WarmUp; i++)
            pair.Client.Add(i, 1);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < Calls; i++)
            pair.Client.Add(i, 1);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, NoiseBytes);
    }

    [Fact]
    public async Task AsynchronousCalls()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        await RepeatAsync(pair.Client, WarmUp);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await RepeatAsync(pair.Client, Calls);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, NoiseBytes);
    }

    [Fact]
    public async Task Batches()
    {
        await using Pair<IBulk> pair = await Pair<IBulk>.OpenAsync(new Services.BulkService());
        long[] block = [1, 2, 3];
        Repeat(pair.Client, WarmUp);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Repeat(pair.Client, Calls);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, NoiseBytes);
        Assert.Equal(WarmUp + Calls, pair.Client.Last().Times);

        void Repeat(IBulk bulk, int count)
        {
            using IkcBatch batch = IkcChannel.Of(bulk).Batch();
            for (int i = 0; i < count; i++)
                bulk.Post(block);
        }
    }

    private static async Task RepeatAsync(ILife life, int count)
    {
        for (int i = 0; i < count; i++)
            await life.AddAsync(i, 1);
    }
}

[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
