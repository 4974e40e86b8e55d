// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;

namespace Ikc.Latency.Scenarios;

/// <summary>Items of 64 bytes, one stream after the other; the caller reads each.</summary>
internal static class StreamedItems
{
    private const int Burst = 65536;

    public static void Run(Bench bench, Series series) =>
        bench.WithClient(
            series.Key.Policy,
            probe => series.MeasureAsync(() => ReadAsync(probe), bench.Plan, Burst).GetAwaiter().GetResult(),
            isAsync: true);

    private static async ValueTask<long> ReadAsync(IProbe probe)
    {
        long sum = 0;
        await foreach (Line line in probe.Stream(Burst).ConfigureAwait(false))
            sum += line.Number;
        Floors.Check((ulong)Burst * (Burst - 1) / 2, (ulong)sum);
        return sum;
    }
}
