// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;

namespace Ikc.Latency.Scenarios;

/// <summary>Calls that are not answered, in bursts that end with a question, which the service takes after all of them.</summary>
internal static class OneWayCalls
{
    public static int Burst(int bytes) => bytes switch
    {
        <= 64 => 8192,
        <= 4096 => 1024,
        <= 65536 => 64,
        _ => 16,
    };

    public static void Run(Bench bench, Series series)
    {
        (int bytes, ulong sum) = Floors.Expected(series);
        int burst = Burst(bytes);
        byte[] source = Bulk.Source();
        bench.WithClient(series.Key.Policy, probe => series.Measure(
            Bench.Repeat(() =>
            {
                if (bytes == sizeof(long))
                    TellNumbers(probe, burst);
                else
                    TellBytes(probe, source.AsSpan(0, bytes), burst, sum);
            }),
            bench.Plan,
            burst));
    }

    /// <summary>The same numbers, with one batch around each burst.</summary>
    public static void RunBatch(Bench bench, Series series)
    {
        int burst = Burst(series.Key.PayloadBytes);
        bench.WithClient(series.Key.Policy, probe => series.Measure(
            Bench.Repeat(() =>
            {
                using IkcBatch batch = IkcChannel.Of(probe).Batch();
                TellNumbers(probe, burst);
            }),
            bench.Plan,
            burst));
    }

    private static void TellNumbers(IProbe probe, int burst)
    {
        for (int i = 0; i < burst; i++)
            probe.Tell(i);
        Floors.Check((ulong)burst * ((ulong)burst - 1) / 2, probe.Told());
    }

    private static void TellBytes(IProbe probe, ReadOnlySpan<byte> bytes, int burst, ulong sum)
    {
        for (int i = 0; i < burst; i++)
            probe.TellBytes(bytes);
        Floors.Check((ulong)burst * sum, probe.Told());
    }
}
