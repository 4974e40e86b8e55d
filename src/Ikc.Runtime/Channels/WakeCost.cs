// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Channels;

/// <summary>What a wake-up costs on this machine, in rounds of looking. Measured once for each process.</summary>
internal static class WakeCost
{
    private const int Wakes = 16;
    private const int PausesPerMeasure = 1000;
    private const long NsMin = 5_000;
    private const long NsMax = 100_000;

    private static readonly Lazy<long> s_rounds = new(Measure);

    /// <summary>Rounds of look-and-pause that take about as long as being woken. 1 when the process has a single core.</summary>
    public static long Rounds => s_rounds.Value;

    private static long Measure()
    {
        if (Environment.ProcessorCount == 1)
            return 1;
        long pauseStart = Stopwatch.GetTimestamp();
        for (int i = 0; i < PausesPerMeasure; i++)
            SpinBudget.Pause();
        double pauseNs = Math.Max(1, Stopwatch.GetElapsedTime(pauseStart).TotalNanoseconds / PausesPerMeasure);
        return (long)Math.Max(1, Math.Clamp(MedianWakeNs(), NsMin, NsMax) / pauseNs);
    }

    private static double MedianWakeNs()
    {
        using var there = new SemaphoreSlim(0);
        using var back = new SemaphoreSlim(0);
        var echo = new Thread(() =>
        {
            for (int i = 0; i < Wakes; i++)
            {
                there.Wait();
                back.Release();
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
            there.Release();
            back.Wait();
            samples[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / 2;
        }

        Array.Sort(samples);
        return samples[Wakes / 2];
    }
}
