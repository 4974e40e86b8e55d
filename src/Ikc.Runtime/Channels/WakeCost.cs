// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Ikc.Native;

namespace Ikc.Channels;

/// <summary>What a wake-up of a thread on another core costs on this machine. Measured once for each process.</summary>
internal static class WakeCost
{
    private const int Wakes = 16;
    private const double NsMin = 5_000;
    private const double NsMax = 100_000;

    private static readonly Lazy<long> s_ticks = new(Measure);

    /// <summary>Time from a wake-up to the woken thread's first instruction, in ticks of Stopwatch. 0 when there is a single core.</summary>
    public static long Ticks => s_ticks.Value;

    private static long Measure() => (long)(MedianWakeNs() is { } ns ? Math.Clamp(ns, NsMin, NsMax) * (Stopwatch.Frequency / 1e9) : 0);

    /// <summary>
    /// Null without a second core. The echo keeps off the measuring thread's core, which it would inherit from a pinned one: there it
    /// would measure a switch between threads, a small part of what waking a sleeping core takes.
    /// </summary>
    private static double? MedianWakeNs()
    {
        int here = Thread.GetCurrentProcessorId();
        bool isElsewhere = false;
        using var there = new AutoResetEvent(false); // sleeps at once, where slimmer ones spin first
        using var back = new AutoResetEvent(false);
        var echo = new Thread(() =>
        {
            isElsewhere = ThreadSettings.TryAvoid(here);
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
        return isElsewhere ? samples[Wakes / 2] : null;
    }
}
