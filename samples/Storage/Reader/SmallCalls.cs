// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Storage.Contract;

namespace Storage.Reader;

/// <summary>Times the smallest call.</summary>
internal static class SmallCalls
{
    private const int WarmUpCalls = 20_000;
    private const int Calls = 100_000;

    public static void Measure(IFileStore store, ReaderOutput output)
    {
        for (int i = 0; i < WarmUpCalls; i++)
            Call(store, i);
        var ns = new double[Calls];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Calls; i++)
        {
            long before = Stopwatch.GetTimestamp();
            Call(store, i);
            ns[i] = (Stopwatch.GetTimestamp() - before) * (1e9 / Stopwatch.Frequency);
        }

        output.Figure("callsPerSecond", Calls / Stopwatch.GetElapsedTime(start).TotalSeconds);
        Array.Sort(ns);
        output.Figure("p50Ns", ns[Calls / 2]);
        output.Figure("p99Ns", ns[Calls * 99 / 100]);
        output.Figure("p999Ns", ns[Calls * 999 / 1000]);
    }

    private static void Call(IFileStore store, long value)
    {
        if (store.Echo(value) != value)
            throw new InvalidOperationException("The store has answered another call.");
    }
}
