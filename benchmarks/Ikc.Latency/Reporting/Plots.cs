// SPDX-License-Identifier: MIT
using HdrHistogram;
using Ikc.Latency.Measuring;
using ScottPlot;

namespace Ikc.Latency.Reporting;

/// <summary>Pictures of the figures, each as SVG and as PNG, and the histograms they are made from.</summary>
internal static class Plots
{
    private const int Width = 900;
    private const int Height = 560;
    private const double Highest = 99.99;
    private static readonly double[] s_quantiles = [0, 50, 90, 99, 99.9, 99.99];

    public static void Write(string folder, Results results)
    {
        Directory.CreateDirectory(folder);
        Series[] measured = [.. results.All.Where(static series => series.Skipped is null)];
        Distribution(Path.Combine(folder, "latency"), measured);
        ByPayload(Path.Combine(folder, "payload-latency"), "µs a call", measured, static series => Statistics.Median(series.Medians) / 1e3);
        ByPayload(
            Path.Combine(folder, "payload-throughput"),
            "GB/s",
            measured,
            static series => series.Key.PayloadBytes / Statistics.Median(series.Medians));
        ByClients(Path.Combine(folder, "clients"), measured);
        foreach (Series series in measured.Where(Results.HasSingles))
            WriteLog(Path.Combine(folder, $"{FileName(series)}.hgrm"), series);
    }

    /// <summary>Latency of small calls against how many are faster, up to 99.99 %.</summary>
    private static void Distribution(string path, Series[] measured)
    {
        Plot plot = Begin();
        foreach (Series series in measured.Where(IsSmall))
        {
            double[] percentiles = [.. Percentiles()];
            double[] places = [.. percentiles.Select(Place)];
            double[] values = [.. percentiles.Select(p => Math.Log10(Math.Max(1, series.Calls.GetValueAtPercentile(p))))];
            Add(plot, places, values, Label(series));
        }

        plot.Axes.Bottom.SetTicks([.. s_quantiles.Select(Place)], [.. s_quantiles.Select(static p => $"{p} %")]);
        Finish(plot, path, "Latency of small calls", "share of calls that are no slower", "ns", isLogX: false);
    }

    private static void ByPayload(string path, string unit, Series[] measured, Func<Series, double> value)
    {
        Plot plot = Begin();
        var groups = measured
            .Where(static series => series.Key is { Clients: 1, InFlight: 1, OfferedPerS: 0, WorkUs: 0 } && series.Key.Name != "clock")
            .GroupBy(static series => (series.Key.Name, series.Key.Policy, series.Runtime));
        foreach (var group in groups.Where(static group => group.Count() > 2))
        {
            Series[] sorted = [.. group.OrderBy(static series => series.Key.PayloadBytes)];
            Add(
                plot,
                [.. sorted.Select(static series => Math.Log2(series.Key.PayloadBytes))],
                [.. sorted.Select(series => Math.Log10(value(series)))],
                Label(sorted[0], withSize: false));
        }

        int[] sizes = [3, 6, 10, 12, 16, 20, 24, 26];
        plot.Axes.Bottom.SetTicks([.. sizes.Select(static i => (double)i)], [.. sizes.Select(static i => SeriesKey.Size(1 << i))]);
        Finish(plot, path, unit == "GB/s" ? "Throughput against payload" : "Latency against payload", "payload", unit, isLogX: true);
    }

    private static void ByClients(string path, Series[] measured)
    {
        Series[] sorted = [.. measured.Where(static series => series.Key.Name == "clients").OrderBy(static series => series.Key.Clients)];
        if (sorted.Length < 2)
            return;
        Plot plot = Begin();
        Add(
            plot,
            [.. sorted.Select(static series => Math.Log2(series.Key.Clients))],
            [.. sorted.Select(static series => Math.Log10(1e9 / Statistics.Median(series.Medians)))],
            "all clients together, adaptive");
        int[] counts = [.. sorted.Select(static series => series.Key.Clients)];
        plot.Axes.Bottom.SetTicks([.. counts.Select(static n => Math.Log2(n))], [.. counts.Select(static n => $"{n}")]);
        Finish(plot, path, "Throughput against clients", "clients of one service, a thread each, on one core", "calls/s", isLogX: true);
    }

    private static bool IsSmall(Series series) =>
        Results.HasSingles(series) && series.Key is { PayloadBytes: 8, Clients: 1, InFlight: 1, WorkUs: 0, OfferedPerS: 0 } && series.Key.Name != "clock";

    /// <summary>With more colours than the usual ten, which the lines of all payloads would use twice.</summary>
    private static Plot Begin()
    {
        var plot = new Plot();
        plot.Add.Palette = new ScottPlot.Palettes.Category20();
        return plot;
    }

    private static void Add(Plot plot, double[] xs, double[] ys, string label)
    {
        var line = plot.Add.Scatter(xs, ys);
        line.LegendText = label;
        line.LineWidth = 2;
        line.MarkerSize = xs.Length > 20 ? 0 : 5;
    }

    private static void Finish(Plot plot, string path, string title, string x, string y, bool isLogX)
    {
        plot.Title(title);
        plot.XLabel(isLogX ? x : x + " (each step halves the rest)");
        plot.YLabel(y);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            LabelFormatter = static power => Math.Abs(power - Math.Round(power)) < 0.01 ? Number(Math.Pow(10, power)) : "",
            IntegerTicksOnly = true,
        };
        plot.ShowLegend(Edge.Right);
        plot.SaveSvg(path + ".svg", Width, Height);
        plot.SavePng(path + ".png", Width, Height);
    }

    private static string Number(double value) => value switch
    {
        >= 1e6 => $"{value / 1e6:0.###} M",
        >= 1e3 => $"{value / 1e3:0.###} k",
        _ => $"{value:0.####}",
    };

    private static IEnumerable<double> Percentiles()
    {
        for (double rest = 100; rest > 100 - Highest; rest *= 0.9)
            yield return 100 - rest;
        yield return Highest;
    }

    private static double Place(double percentile) => -Math.Log2(1 - (percentile / 100));

    private static string Label(Series series, bool withSize = true) =>
        (withSize ? $"{series.Key}" : series.Key.Name)
        + (series.Key.Policy is SeriesKey.Floor or SeriesKey.Peer ? "" : $" {series.Key.Policy}")
        + (series.Runtime == "aot" ? " (aot)" : "");

    private static string FileName(Series series) => string.Join('-', $"{series.Key} {series.Key.Policy} {series.Runtime}".Replace("/", "per").Split(' '));

    private static void WriteLog(string path, Series series)
    {
        using var writer = new StreamWriter(path);
        series.Calls.OutputPercentileDistribution(writer, percentileTicksPerHalfDistance: 5, outputValueUnitScalingRatio: 1, useCsvFormat: false);
    }
}
