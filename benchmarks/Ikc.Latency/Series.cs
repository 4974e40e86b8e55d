// SPDX-License-Identifier: MIT
using System.Diagnostics;
using HdrHistogram;

namespace Ikc.Latency;

/// <summary>One thing measured, over all repetitions.</summary>
internal sealed class Series(string name, string policy, int payloadBytes, string? floor, double? target, string? secondFloor = null)
{
    private const long LongestNs = 60_000_000_000;

    public string Name => name;

    public string Policy => policy;

    public int PayloadBytes => payloadBytes;

    /// <summary>The series to which this one is compared, inside each repetition.</summary>
    public string? Floor => floor;

    /// <summary>Another, which says what else the figure is made of.</summary>
    public string? SecondFloor => secondFloor;

    /// <summary>What the ratio should not exceed; null: nobody set one.</summary>
    public double? Target => target;

    /// <summary>Single calls of all repetitions, the clock's own cost in them.</summary>
    public LongHistogram Calls { get; } = new(1, LongestNs, 3);

    /// <summary>One figure a repetition: the median block, divided by its calls, so that the clock hardly counts.</summary>
    public List<double> Medians { get; } = [];

    /// <summary>Bytes a call, by the measuring thread alone; a repetition each.</summary>
    public List<double> AllocatedHere { get; } = [];

    /// <summary>Bytes a call, by all threads of this process; a repetition each.</summary>
    public List<double> AllocatedInAll { get; } = [];

    /// <summary>Blocks first, then single calls; the batch makes as many calls as it is asked for.</summary>
    public void Measure(Action<int> batch, in Plan plan)
    {
        batch(plan.WarmUp);
        long here = GC.GetAllocatedBytesForCurrentThread();
        long all = GC.GetTotalAllocatedBytes(precise: true);
        double[] blocks = new double[plan.Blocks];
        long ownBytes = GC.GetAllocatedBytesForCurrentThread() - here;
        long last = Stopwatch.GetTimestamp();
        for (int i = 0; i < blocks.Length; i++)
        {
            batch(plan.CallsPerBlock);
            long now = Stopwatch.GetTimestamp();
            blocks[i] = ToNs(now - last) / plan.CallsPerBlock;
            last = now;
        }

        double calls = (double)plan.Blocks * plan.CallsPerBlock;
        AllocatedHere.Add((GC.GetAllocatedBytesForCurrentThread() - here - ownBytes) / calls);
        AllocatedInAll.Add((GC.GetTotalAllocatedBytes(precise: true) - all - ownBytes) / calls);
        Medians.Add(Statistics.Median(blocks));
        last = Stopwatch.GetTimestamp();
        for (int i = 0; i < plan.Singles; i++)
        {
            batch(1);
            long now = Stopwatch.GetTimestamp();
            Record(now - last);
            last = now;
        }
    }

    /// <summary>As <see cref="Measure"/>, for a batch that is awaited: no allocation of its own between the calls.</summary>
    public async Task MeasureAsync(IProbe probe, Plan plan)
    {
        for (int i = 0; i < plan.WarmUp; i++)
            await probe.AddAsync(i, 1);
        double[] blocks = new double[plan.Blocks];
        long all = GC.GetTotalAllocatedBytes(precise: true);
        long last = Stopwatch.GetTimestamp();
        for (int i = 0; i < blocks.Length; i++)
        {
            for (int k = 0; k < plan.CallsPerBlock; k++)
            {
                if (await probe.AddAsync(i, k) != i + k)
                    throw new InvalidOperationException("A wrong sum.");
            }

            long now = Stopwatch.GetTimestamp();
            blocks[i] = ToNs(now - last) / plan.CallsPerBlock;
            last = now;
        }

        AllocatedInAll.Add((GC.GetTotalAllocatedBytes(precise: true) - all) / ((double)plan.Blocks * plan.CallsPerBlock));
        Medians.Add(Statistics.Median(blocks));
        last = Stopwatch.GetTimestamp();
        for (int i = 0; i < plan.Singles; i++)
        {
            _ = await probe.AddAsync(i, 1);
            long now = Stopwatch.GetTimestamp();
            Record(now - last);
            last = now;
        }
    }

    private void Record(long ticks) => Calls.RecordValue(Math.Clamp((long)ToNs(ticks), 1, LongestNs));

    private static double ToNs(long ticks) => ticks * (1e9 / Stopwatch.Frequency);
}
