// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Spectre.Console;

namespace Ikc.Latency.Reporting;

/// <summary>The same rows for the terminal and for the Markdown file.</summary>
internal static class ResultTable
{
    private const int Width = 200;

    public static readonly string[] Columns =
        ["series", "policy", "median", "p50", "p99", "p99.9", "p99.99", "max", "a second", "B/call", "ratio", "to", "target", "second ratio"];

    public static void Print(Results results)
    {
        var table = new Table().AddColumns(Columns);
        foreach (Series series in results.All)
            table.AddRow([.. Row(results, series).Select(Markup.Escape)]);
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Width);
        AnsiConsole.Write(table);
        foreach (Fact fact in results.Facts)
            AnsiConsole.WriteLine($"{fact.Name} ({fact.Runtime}): {fact.Value:F2} {fact.Unit}");
        AnsiConsole.WriteLine(Footer(results));
    }

    public static string Footer(Results results) =>
        $"{results.Options.Repetitions} repetitions; in {results.MovedShare * 100:F0} % of them the cache-line floor itself had moved; "
        + $"the host took {results.Machine.StealShare * 100:F1} % of the time.";

    public static string[] Row(Results results, Series series)
    {
        SeriesKey key = series.Key;
        if (series.Skipped is not null)
            return [$"{key}", Policy(series), (series.HasFailed ? "failed: " : "skipped: ") + series.Skipped, .. Enumerable.Repeat("", Columns.Length - 3)];
        double median = Statistics.Median(series.Medians);
        return
        [
            $"{key}",
            Policy(series),
            key.OfferedPerS == 0 ? Time(median) : "",
            Percentile(series, 50),
            Percentile(series, 99),
            Percentile(series, 99.9),
            Percentile(series, 99.99),
            Percentile(series, 100),
            Rate(1e9 / median),
            series.AllocatedInAll.Count > 0 ? $"{Statistics.Median(series.AllocatedInAll):F1}" : "",
            Ratio(results.Ratio(series, series.Floor)),
            series.Floor is null ? "" : $"{series.Floor}" + (series.IsRate ? " (rate)" : ""),
            series.Target is { } target ? (series.IsRate ? "≥ " : "≤ ") + target : "",
            results.Ratio(series, series.SecondFloor) is { } second ? $"{Ratio(second)} {series.SecondFloor}" : Slowest(series),
        ];
    }

    private static string Policy(Series series) => series.Key.Policy + (series.Runtime is "aot" or "r2r" ? $", {series.Runtime}" : "");

    private static string Slowest(Series series) =>
        series.SlowestShares.Count > 0 ? $"slowest {Statistics.Median(series.SlowestShares):F2} of the mean" : "";

    private static string Percentile(Series series, double percentile) =>
        Results.HasSingles(series) ? Time(series.Calls.GetValueAtPercentile(percentile)) : "";

    private static string Ratio(double? ratio) => ratio is { } value ? value < 10 ? $"{value:F2}" : $"{value:F0}" : "";

    private static string Time(double ns) => ns switch
    {
        < 10_000 => $"{ns:F0} ns",
        < 10_000_000 => $"{ns / 1e3:F1} µs",
        _ => $"{ns / 1e6:F1} ms",
    };

    private static string Rate(double perS) => perS switch
    {
        >= 1e6 => $"{perS / 1e6:F1} M",
        >= 1e3 => $"{perS / 1e3:F1} k",
        _ => $"{perS:F0}",
    };
}
