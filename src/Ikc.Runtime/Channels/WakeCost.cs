// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Channels;

/// <summary>What a wake-up costs on this machine. Measured once for each process.</summary>
internal static class WakeCost
{
    private const int Wakes = 16;
    private const double NsMin = 5_000;
    private const double NsMax = 100_000;

    private static readonly Lazy<long> s_ticks = new(Measure);

    /// <summary>Time from a wake-up to the woken thread's first instruction, in ticks of Stopwatch. 0 when the process has a single core.</summary>
    public static long Ticks => s_ticks.Value;

    private static long Measure()
    {
        if (Environment.ProcessorCount == 1)
            return 0;
        return (long)(Math.Clamp(MedianWakeNs(), NsMin, NsMax) * (Stopwatch.Frequency / 1e9));
    }

    private static double MedianWakeNs()
    {
        using var there = new AutoResetEvent(false); // sleeps at once, where slimmer ones spin first
        using var back = new AutoResetEvent(false);
        var echo = new Thread(() =>
        {
            for (int i = 0; i < Wakes; i++)
            {
                there.WaitOne();
                back.Set();
            }
        })
        {
            IsBackground = true,
            Name = "Ikc wake cost",
        };
        echo.Start();
        var samples = new double[Wakes];
        for (int i = 0; i < Wakes; i++)
        {
            long start = Stopwatch.GetTimestamp();
            there.Set();
            back.WaitOne();
            samples[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / 2;
        }

        Array.Sort(samples);
        return samples[Wakes / 2];
    }
}
