// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;

namespace Ikc.Latency.Scenarios;

/// <summary>One caller, one call at a time; and many calls of one caller.</summary>
internal static class Calls
{
    public static void Add(Bench bench, Series series) =>
        bench.WithClient(series.Key.Policy, probe => series.Measure(calls => Add(probe, calls), bench.Plan));

    public static void AddAsync(Bench bench, Series series) =>
        bench.WithClient(
            series.Key.Policy,
            probe => series.MeasureAsync(() => probe.AddAsync(1, 2), bench.Plan).GetAwaiter().GetResult(),
            isAsync: true);

    /// <summary>Always so many calls on their way: the oldest is awaited, the next one begun.</summary>
    public static void Pipelined(Bench bench, Series series) =>
        bench.WithClient(
            series.Key.Policy,
            probe =>
            {
                const int Burst = 4096;
                var open = new ValueTask<int>[series.Key.InFlight];
                series.MeasureAsync(() => RunAsync(probe, open, Burst), bench.Plan, Burst).GetAwaiter().GetResult();
            },
            isAsync: true);

    public static void Span(Bench bench, Series series)
    {
        (int bytes, ulong sum) = Floors.Expected(series);
        byte[] source = Bulk.Source();
        bench.WithClient(series.Key.Policy, probe => series.Measure(
            Bench.Repeat(() => Floors.Check(sum, probe.Sum(source.AsSpan(0, bytes)))), bench.Plan));
    }

    public static void InPlace(Bench bench, Series series)
    {
        (int bytes, ulong sum) = Floors.Expected(series);
        bench.WithClient(series.Key.Policy, probe => series.Measure(
            Bench.Repeat(() =>
            {
                using IkcLease<byte> lease = probe.Read(bytes);
                Floors.Check(sum, Bulk.Sum(lease.Span));
            }),
            bench.Plan));
    }

    public static void Echo(Bench bench, Series series)
    {
        (int bytes, ulong sum) = Floors.Expected(series);
        byte[] source = Bulk.Source();
        bench.WithClient(series.Key.Policy, probe => series.Measure(
            Bench.Repeat(() =>
            {
                using IkcLease<byte> lease = probe.Echo(source.AsSpan(0, bytes));
                Floors.Check(sum, Bulk.Sum(lease.Span));
            }),
            bench.Plan));
    }

    /// <summary>The service works for a known time.</summary>
    public static void Work(Bench bench, Series series) =>
        bench.WithClient(series.Key.Policy, probe => series.Measure(
            calls =>
            {
                for (int i = 0; i < calls; i++)
                    _ = probe.Work(series.Key.WorkUs);
            },
            bench.Plan.Times(2)));

    public static void Add(IProbe probe, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            if (probe.Add(i, 1) != i + 1)
                throw new InvalidOperationException("A wrong sum.");
        }
    }

    private static async ValueTask<int> RunAsync(IProbe probe, ValueTask<int>[] open, int calls)
    {
        for (int i = 0; i < open.Length; i++)
            open[i] = probe.AddAsync(i, 1);
        for (int i = open.Length, slot = 0; i < calls + open.Length; i++)
        {
            if (await open[slot] != i - open.Length + 1)
                throw new InvalidOperationException("A wrong sum.");
            if (i < calls)
                open[slot] = probe.AddAsync(i, 1);
            if (++slot == open.Length)
                slot = 0;
        }

        return calls;
    }
}
