// SPDX-License-Identifier: MIT
using System.Text.Json;
using Ikc.Latency.Measuring;
using Ikc.Latency.Scenarios;

namespace Ikc.Latency.Reporting;

/// <summary>The figures for programs.</summary>
internal static class JsonFile
{
    private const int MemcpyBytes = 1 << 20;

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    public static void Write(string path, Results results)
    {
        MachineFacts machine = results.Machine;
        var file = new
        {
            command = results.Command,
            repetitions = results.Options.Repetitions,
            machine = new
            {
                cpu = machine.Cpu,
                cores = machine.Cores,
                kernel = machine.Kernel,
                hypervisor = machine.Hypervisor,
                dotnet = machine.Dotnet,
                governor = machine.Governor,
                stealShare = machine.StealShare,
            },
            preflight = Preflight.Look(results.MedianNs(Floors.CacheLine)).Select(static check => new { check.What, check.IsGood, check.Found }),
            floor = new
            {
                cacheLineNs = results.MedianNs(Floors.CacheLine),
                slotRingNs = results.MedianNs(Floors.SlotRing),
                slotRingPerS = 1e9 / results.MedianNs(Floors.OneWay(8)),
                eventfdNs = results.MedianNs(Floors.Eventfd),
                memcpyGBs = MemcpyBytes / results.MedianNs(new SeriesKey("memcpy", SeriesKey.Floor, MemcpyBytes)),
                movedShare = results.MovedShare,
            },
            facts = results.Facts.Select(static fact => new { name = fact.Name, runtime = fact.Runtime, value = fact.Value, unit = fact.Unit }),
            results = results.All.Select(series => series.Skipped is null ? Line(results, series) : Skipped(series)),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(file, s_json) + "\n");
    }

    private static object Skipped(Series series) => new { name = series.Key.Name, policy = series.Key.Policy, skipped = series.Skipped, hasFailed = series.HasFailed };

    private static object Line(Results results, Series series) => new
    {
        name = series.Key.Name,
        runtime = series.Runtime,
        fabric = series.Key.Policy is SeriesKey.Floor or SeriesKey.Peer ? null : results.Fabric,
        policy = series.Key.Policy,
        payloadBytes = series.Key.PayloadBytes,
        clients = series.Key.Clients,
        inFlight = series.Key.InFlight,
        loop = series.Key.OfferedPerS == 0 ? "closed" : "open",
        offeredPerS = series.Key.OfferedPerS,
        workUs = series.Key.WorkUs,
        beside = series.Key.Beside,
        p50Ns = Percentile(series, 50),
        p99Ns = Percentile(series, 99),
        p999Ns = Percentile(series, 99.9),
        p9999Ns = Percentile(series, 99.99),
        maxNs = Percentile(series, 100),
        medianBlockNs = Statistics.Median(series.Medians),
        perS = 1e9 / Statistics.Median(series.Medians),
        ratioToFloor = results.Ratio(series, series.Floor),
        ratioTo = series.Floor?.ToString(),
        ratioOf = series.IsRate ? "rate" : "time",
        secondRatio = results.Ratio(series, series.SecondFloor),
        secondRatioTo = series.SecondFloor?.ToString(),
        target = series.Target,
        allocBytesPerCall = series.AllocatedInAll.Count > 0 ? Statistics.Median(series.AllocatedInAll) : (double?)null,
        slowestShare = series.SlowestShares.Count > 0 ? Statistics.Median(series.SlowestShares) : (double?)null,
        repetitions = series.Medians,
        spread = Statistics.Spread(series.Medians),
    };

    private static long? Percentile(Series series, double percentile) =>
        Results.HasSingles(series) ? series.Calls.GetValueAtPercentile(percentile) : null;
}
