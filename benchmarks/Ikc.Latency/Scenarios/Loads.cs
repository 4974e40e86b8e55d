// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Ikc.Channels;
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;

namespace Ikc.Latency.Scenarios;

/// <summary>Several callers of one service, callers that do not wait for the last call to begin the next, and callers of different kinds.</summary>
internal static class Loads
{
    private const int CollectEveryMs = 10;

    // Callers that always find their answer while they look never give their core away: each is to have had several turns of the scheduler.
    private const int TurnsMs = 20;

    /// <summary>Each client is a connection and a thread of its own, on the measuring core; the rate is that of all together.</summary>
    public static void Clients(Bench bench, Series series) =>
        bench.WithNode(series.Key.Policy, isAsync: false, (node, policy) =>
        {
            int clients = series.Key.Clients;
            IProbe[] probes = [.. Enumerable.Range(0, clients).Select(_ => Bench.Connect(node, policy))];
            long[] calls = new long[clients];
            bool stop = false;
            bool count = false;
            Thread[] threads = [.. probes.Select((probe, i) => new Thread(() =>
            {
                while (!Volatile.Read(ref stop))
                {
                    _ = probe.Add(i, 1);
                    if (Volatile.Read(ref count))
                        calls[i]++;
                }
            }))];
            foreach (Thread thread in threads)
                thread.Start();
            Thread.Sleep(bench.Plan.WarmUpMs * 2);
            long begin = Stopwatch.GetTimestamp();
            Volatile.Write(ref count, true);
            Thread.Sleep(Math.Max(bench.Plan.BlocksMs * 4, clients * TurnsMs));
            Volatile.Write(ref count, false);
            double elapsedNs = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
            Volatile.Write(ref stop, true);
            foreach (Thread thread in threads)
                thread.Join();
            series.Medians.Add(elapsedNs / Math.Max(1, calls.Sum()));
            series.SlowestShares.Add(calls.Min() / Math.Max(1, calls.Average()));
        });

    /// <summary>
    /// Open loop: a call is due at its time, and its latency counts from then, so that what holds one call up counts for all that it
    /// holds up. The caller looks at the clock until the next is due.
    /// </summary>
    public static void Offered(Bench bench, Series series) =>
        bench.WithClient(series.Key.Policy, probe =>
        {
            Calls.Add(probe, 1000);
            bool collectHere = series.Key.Beside == "GC in the caller";
            bool collectThere = series.Key.Beside == "GC in the service";
            if (collectHere)
                PeerLoop.CollectEvery(CollectEveryMs);
            if (collectThere)
                bench.Peer.Command($"collect {CollectEveryMs}");
            double ticksPerCall = Stopwatch.Frequency / (double)series.Key.OfferedPerS;
            long calls = Math.Max(20, bench.Plan.Times(3).BlocksMs * (long)series.Key.OfferedPerS / 1000);
            long begin = Stopwatch.GetTimestamp();
            for (long i = 0; i < calls; i++)
            {
                long due = begin + (long)(i * ticksPerCall);
                while (Stopwatch.GetTimestamp() < due)
                    SpinBudget.Pause();
                _ = probe.Add((int)i, 1);
                series.RecordTicks(Stopwatch.GetTimestamp() - due);
            }

            series.Medians.Add(Stopwatch.GetElapsedTime(begin).TotalNanoseconds / calls);
            if (collectHere)
                PeerLoop.CollectEvery(0);
            if (collectThere)
                bench.Peer.Command("collect 0");
        });

    /// <summary>Small calls, while others of the same process send 64 KiB and tell numbers.</summary>
    public static void Mixed(Bench bench, Series series) =>
        bench.WithNode(series.Key.Policy, isAsync: false, (node, policy) =>
        {
            IProbe[] probes = [.. Enumerable.Range(0, 3).Select(_ => Bench.Connect(node, policy))];
            bool stop = false;
            byte[] bytes = Bulk.Source();
            Thread[] threads =
            [
                new(() =>
                {
                    while (!Volatile.Read(ref stop))
                        _ = probes[1].Sum(bytes.AsSpan(0, 64 << 10));
                }),
                new(() =>
                {
                    while (!Volatile.Read(ref stop))
                    {
                        for (int i = 0; i < 100; i++)
                            probes[2].Tell(i);
                        _ = probes[2].Told();
                    }
                }),
            ];
            foreach (Thread thread in threads)
                thread.Start();
            series.Measure(calls => Calls.Add(probes[0], calls), bench.Plan.Times(3));
            Volatile.Write(ref stop, true);
            foreach (Thread thread in threads)
                thread.Join();
        });
}
