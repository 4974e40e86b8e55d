// SPDX-License-Identifier: MIT
using System.Diagnostics;
using HdrHistogram;

namespace Ikc.Latency.Measuring;

/// <summary>One thing measured, over all repetitions.</summary>
internal sealed class Series
{
    private const long LongestNs = 60_000_000_000;
    private const double BlockNs = 20_000; // against this the reading of the clock hardly counts
    private const int CallsPerBlockMax = 128;

    public required SeriesKey Key { get; init; }

    /// <summary>The series to which this one is compared, inside each repetition; null for the floors themselves.</summary>
    public SeriesKey? Floor { get; init; }

    /// <summary>Another, which says what else the figure is made of.</summary>
    public SeriesKey? SecondFloor { get; init; }

    /// <summary>Rates are compared, not times: the ratio is better when it is larger.</summary>
    public bool IsRate { get; init; }

    /// <summary>What the ratio should not exceed (times) or not stay under (rates); null: nobody set one.</summary>
    public double? Target { get; init; }

    public string Runtime { get; set; } = "jit";

    /// <summary>Single calls of all repetitions, the clock's own cost in them.</summary>
    public LongHistogram Calls { get; } = new(1, LongestNs, 3);

    /// <summary>One figure a repetition: the median block, divided by its calls, so that the clock hardly counts.</summary>
    public List<double> Medians { get; } = [];

    /// <summary>Bytes a call, by all threads of this process; a repetition each.</summary>
    public List<double> AllocatedInAll { get; } = [];

    /// <summary>Where several clients share a server: the slowest one's share of their mean; a repetition each.</summary>
    public List<double> SlowestShares { get; } = [];

    /// <summary>Why there is no figure; null: there is one.</summary>
    public string? Skipped { get; set; }

    /// <summary>There should have been one.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Blocks first, then single calls; the batch makes as many calls as it is asked for.</summary>
    /// <param name="batch">Makes so many calls.</param>
    /// <param name="plan">For how long.</param>
    /// <param name="unit">What the batch calls one call is so many: a burst. Then there are no single calls to time.</param>
    public void Measure(Action<int> batch, in Plan plan, int unit = 1)
    {
        int perBlock = WarmUp(batch, plan.WarmUpMs);
        double[] blocks = new double[Plan.BlocksMax];
        int count = 0;
        long all = GC.GetTotalAllocatedBytes(precise: true);
        long begin = Stopwatch.GetTimestamp();
        long end = begin + (plan.BlocksMs * Stopwatch.Frequency / 1000);
        for (long last = begin; count < blocks.Length && (last < end || count < Plan.BlocksMin); count++)
        {
            batch(perBlock);
            long now = Stopwatch.GetTimestamp();
            blocks[count] = ToNs(now - last) / perBlock;
            last = now;
        }

        AllocatedInAll.Add((GC.GetTotalAllocatedBytes(precise: true) - all) / ((double)count * perBlock * unit));
        Medians.Add(Statistics.Median(blocks.Take(count)) / unit);
        if (unit == 1)
            MeasureSingles(batch, plan.SinglesMs);
    }

    /// <summary>As <see cref="Measure"/>, for a call that is awaited: no allocation of its own between the calls.</summary>
    public async Task MeasureAsync<T>(Func<ValueTask<T>> call, Plan plan, int unit = 1)
    {
        long begin = Stopwatch.GetTimestamp();
        long end = begin + (plan.WarmUpMs * Stopwatch.Frequency / 1000);
        int calls = 0;
        for (; calls == 0 || Stopwatch.GetTimestamp() < end; calls++)
            _ = await call();
        int perBlock = (int)Math.Clamp(BlockNs / (Stopwatch.GetElapsedTime(begin).TotalNanoseconds / calls), 1, CallsPerBlockMax);
        double[] blocks = new double[Plan.BlocksMax];
        int count = 0;
        long all = GC.GetTotalAllocatedBytes(precise: true);
        long last = Stopwatch.GetTimestamp();
        end = last + (plan.BlocksMs * Stopwatch.Frequency / 1000);
        for (; count < blocks.Length && (last < end || count < Plan.BlocksMin); count++)
        {
            for (int k = 0; k < perBlock; k++)
                _ = await call();
            long now = Stopwatch.GetTimestamp();
            blocks[count] = ToNs(now - last) / perBlock;
            last = now;
        }

        AllocatedInAll.Add((GC.GetTotalAllocatedBytes(precise: true) - all) / ((double)count * perBlock * unit));
        Medians.Add(Statistics.Median(blocks.Take(count)) / unit);
        if (unit > 1)
            return;
        last = Stopwatch.GetTimestamp();
        end = last + (plan.SinglesMs * Stopwatch.Frequency / 1000);
        for (int i = 0; last < end || i < Plan.SinglesMin; i++)
        {
            _ = await call();
            long now = Stopwatch.GetTimestamp();
            RecordTicks(now - last);
            last = now;
        }
    }

    public void RecordTicks(long ticks) => RecordNs((long)ToNs(ticks));

    public void RecordNs(long ns) => Calls.RecordValue(Math.Clamp(ns, 1, LongestNs));

    public static double ToNs(long ticks) => ticks * (1e9 / Stopwatch.Frequency);

    private static int WarmUp(Action<int> batch, int forMs)
    {
        long begin = Stopwatch.GetTimestamp();
        long end = begin + (forMs * Stopwatch.Frequency / 1000);
        long calls = 0;
        for (int size = 1; calls == 0 || Stopwatch.GetTimestamp() < end; size = Math.Min(2 * size, 16))
        {
            batch(size);
            calls += size;
        }

        return (int)Math.Clamp(BlockNs / (Stopwatch.GetElapsedTime(begin).TotalNanoseconds / calls), 1, CallsPerBlockMax);
    }

    private void MeasureSingles(Action<int> batch, int forMs)
    {
        long last = Stopwatch.GetTimestamp();
        long end = last + (forMs * Stopwatch.Frequency / 1000);
        for (int i = 0; last < end || i < Plan.SinglesMin; i++)
        {
            batch(1);
            long now = Stopwatch.GetTimestamp();
            RecordTicks(now - last);
            last = now;
        }
    }
}
