// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Bulk;

/// <summary>What goes through bulk slots takes no more memory than is in flight. Alone, because it looks at all of the process's areas.</summary>
[Collection("alone")]
public sealed class BulkMemoryTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task OneGibibyteGoesThroughALittleMemory()
    {
        const int InFlight = 8;
        await using Pair<IBulk> pair = await Pair<IBulk>.OpenAsync(new BulkService());
        var tasks = new Queue<Task<long>>();
        long before = MappedBytes();
        long most = 0;
        long sum = 0;
        for (int i = 0; i < 1024; i++)
        {
            if (tasks.Count == InFlight)
                sum += await tasks.Dequeue();
            tasks.Enqueue(Send(pair.Client, i));
            if (i % 64 == 63)
                most = Math.Max(most, MappedBytes());
        }

        foreach (long one in await Task.WhenAll(tasks))
            sum += one;
        Assert.Equal(1024 * 1023 / 2, sum);
        Assert.InRange(most - before, 1, 2 * (InFlight + 1) * 2L * MiB); // on both sides, rounded up

        static Task<long> Send(IBulk bulk, int value)
        {
            IkcLoan<byte, ValueTask<long>> loan = bulk.BeginSumLeaseAsync(2, MiB);
            loan.Span.Clear();
            for (int i = 0; i < 8 && value > 0; i++, value -= 255)
                loan.Span[i] = (byte)Math.Min(value, 255);
            return loan.Send().AsTask();
        }
    }

    /// <summary>All areas that this process has mapped, its own and its peers'.</summary>
    private static long MappedBytes() => TestFabric.MappedAreas()
        .Sum(static line =>
        {
            string[] ends = line[..line.IndexOf(' ')].Split('-');
            return Convert.ToInt64(ends[1], 16) - Convert.ToInt64(ends[0], 16);
        });
}
