// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Ikc.Latency.Scenarios;

namespace Ikc.Latency.Reporting;

/// <summary>All that a run found.</summary>
internal sealed class Results(IReadOnlyList<Series> all, IReadOnlyList<Fact> facts, MachineFacts machine, string fabric, Options options)
{
    /// <summary>A repetition whose cache-line floor is so far above the smallest is one in which the machine itself moved.</summary>
    private const double MovedFactor = 1.5;

    public IReadOnlyList<Series> All => all;

    public IReadOnlyList<Fact> Facts => facts;

    public MachineFacts Machine => machine;

    public Options Options => options;

    /// <summary>Over which the two processes called each other.</summary>
    public string Fabric => fabric;

    public string Command { get; } =
        (options.Meet is null ? "dotnet run -c Release --project benchmarks/Ikc.Latency -- " : "Ikc.Latency ")
        + string.Join(' ', Environment.GetCommandLineArgs()[1..]);

    /// <summary>The share of the repetitions in which the cache-line floor itself was half as large again as in the best one.</summary>
    public double MovedShare
    {
        get
        {
            List<double> lines = Find(Floors.CacheLine, "jit")!.Medians;
            return lines.Count(value => value > lines.Min() * MovedFactor) / (double)lines.Count;
        }
    }

    public Series? Find(SeriesKey? key, string runtime) =>
        key is null ? null
        : all.FirstOrDefault(series => series.Key == key && series.Runtime == runtime && series.Medians.Count > 0)
            ?? all.FirstOrDefault(series => series.Key == key && series.Runtime == "jit" && series.Medians.Count > 0);

    public double? MedianNs(SeriesKey key) => Find(key, "jit") is { } series ? Statistics.Median(series.Medians) : null;

    /// <summary>The median of the ratios inside each repetition: of times, or of rates.</summary>
    public double? Ratio(Series series, SeriesKey? to)
    {
        if (Find(to, series.Runtime) is not { } floor || series.Medians.Count == 0)
            return null;
        if (series.Key.OfferedPerS != 0)
            return series.Calls.GetValueAtPercentile(50) / Statistics.Median(floor.Medians);
        return Statistics.Median(series.Medians.Zip(floor.Medians, (ours, theirs) => series.IsRate ? theirs / ours : ours / theirs));
    }

    public static bool HasSingles(Series series) => series.Calls.TotalCount > 0;
}
