// SPDX-License-Identifier: MIT
using System.Text.Json;
using Spectre.Console;

namespace Ikc.Latency;

/// <summary>The table for people and the file for programs.</summary>
internal static class Report
{
    /// <summary>A repetition whose cache-line floor is so far above the smallest is one in which the machine itself moved.</summary>
    private const double MovedFactor = 1.5;

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    public static void Print(IReadOnlyList<Series> all, Options options)
    {
        var table = new Table().AddColumns(
            "series", "policy", "median ns", "single p50", "p99", "p99.9", "max", "B/call", "ratio", "to", "target", "second");
        foreach (Series series in all)
        {
            double? ratio = Ratio(series, series.Floor, all);
            double? second = Ratio(series, series.SecondFloor, all);
            table.AddRow(
                series.Name,
                series.Policy,
                $"{Statistics.Median(series.Medians):F0}",
                Percentile(series, 50),
                Percentile(series, 99),
                Percentile(series, 99.9),
                $"{series.Calls.GetValueAtPercentile(100)}",
                $"{Statistics.Median(series.AllocatedInAll):F2}",
                ratio is null ? "" : $"{ratio:F2}",
                series.Floor ?? "",
                series.Target is { } target ? $"≤ {target:F1}" : "",
                second is null ? "" : $"{second:F2} {series.SecondFloor}");
        }

        AnsiConsole.Profile.Width = 150;
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{options.Repetitions} repetitions; in {MovedShare(all):P0} of them the cache-line floor itself had moved.");
    }

    public static void WriteJson(string path, IReadOnlyList<Series> all, MachineFacts machine, Options options)
    {
        var result = new
        {
            command = "dotnet run -c Release --project benchmarks/Ikc.Latency -- " + string.Join(' ', Environment.GetCommandLineArgs()[1..]),
            repetitions = options.Repetitions,
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
            floor = new
            {
                cacheLineNs = MedianOf("cache-line", all),
                eventfdNs = MedianOf("eventfd", all),
                socketNs = MedianOf("socket", all),
                memcpyGBs = Bulk.SizeBytes / MedianOf("memcpy", all),
                movedShare = MovedShare(all),
            },
            results = all.Select(series => Line(series, all)).ToArray(),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(result, s_json) + "\n");
    }

    private static object Line(Series series, IReadOnlyList<Series> all) => new
    {
        name = series.Name,
        runtime = "jit",
        fabric = series.Policy == "floor" ? null : "local",
        policy = series.Policy,
        payloadBytes = series.PayloadBytes,
        clients = 1,
        inFlight = 1,
        loop = "closed",
        p50Ns = series.Calls.GetValueAtPercentile(50),
        p99Ns = series.Calls.GetValueAtPercentile(99),
        p999Ns = series.Calls.GetValueAtPercentile(99.9),
        p9999Ns = series.Calls.GetValueAtPercentile(99.99),
        maxNs = series.Calls.GetValueAtPercentile(100),
        medianBlockNs = Statistics.Median(series.Medians),
        perS = 1e9 / Statistics.Median(series.Medians),
        ratioToFloor = Ratio(series, series.Floor, all),
        ratioTo = series.Floor,
        secondRatio = Ratio(series, series.SecondFloor, all),
        secondRatioTo = series.SecondFloor,
        target = series.Target,
        allocBytesPerCall = Statistics.Median(series.AllocatedInAll),
        allocBytesPerCallOnThread = series.AllocatedHere.Count > 0 ? Statistics.Median(series.AllocatedHere) : (double?)null,
        repetitions = series.Medians,
        spread = Statistics.Spread(series.Medians),
    };

    /// <summary>The median of the ratios inside each repetition.</summary>
    private static double? Ratio(Series series, string? to, IReadOnlyList<Series> all)
    {
        if (to is null)
            return null;
        List<double> floor = all.First(other => other.Name == to).Medians;
        return Statistics.Median(series.Medians.Zip(floor, static (ours, theirs) => ours / theirs));
    }

    private static double MedianOf(string name, IReadOnlyList<Series> all) =>
        Statistics.Median(all.First(series => series.Name == name).Medians);

    private static double MovedShare(IReadOnlyList<Series> all)
    {
        List<double> lines = all.First(series => series.Name == "cache-line").Medians;
        return lines.Count(value => value > lines.Min() * MovedFactor) / (double)lines.Count;
    }

    private static string Percentile(Series series, double percentile) => $"{series.Calls.GetValueAtPercentile(percentile)}";
}
