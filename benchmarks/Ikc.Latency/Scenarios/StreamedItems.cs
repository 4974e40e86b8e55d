// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;

namespace Ikc.Latency.Scenarios;

/// <summary>Items of 64 bytes, one stream after the other; the caller reads each.</summary>
internal static class StreamedItems
{
    private const int Burst = 65536;

    /// <summary>The service writes them as most would: an asynchronous iterator, which pays for each item as if it were awaited.</summary>
    public static void Run(Bench bench, Series series) => Run(bench, series, static probe => probe.Stream(Burst));

    /// <summary>The service has them at once and says so, with <see cref="IkcStream"/>.</summary>
    public static void RunReady(Bench bench, Series series) => Run(bench, series, static probe => probe.StreamReady(Burst));

    private static void Run(Bench bench, Series series, Func<IProbe, IAsyncEnumerable<Line>> call) =>
        bench.WithClient(
            series.Key.Policy,
            probe => series.MeasureAsync(() => ReadAsync(call(probe)), bench.Plan, Burst).GetAwaiter().GetResult(),
            isAsync: true);

    private static async ValueTask<long> ReadAsync(IAsyncEnumerable<Line> lines)
    {
        long sum = 0;
        await foreach (Line line in lines.ConfigureAwait(false))
            sum += line.Number;
        Floors.Check((ulong)Burst * (Burst - 1) / 2, (ulong)sum);
        return sum;
    }
}
