// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Measuring;

/// <summary>What another process measured of a series, as it goes through a pipe or a file.</summary>
internal sealed record SeriesData(
    SeriesKey Key,
    SeriesKey? Floor,
    SeriesKey? SecondFloor,
    bool IsRate,
    double? Target,
    double[] Medians,
    double[] Allocated,
    double[] SlowestShares,
    long[] Values,
    long[] Counts,
    string? Skipped,
    bool HasFailed,
    string Runtime)
{
    public static SeriesData Of(Series series)
    {
        // The iterator gives one object again and again: its figures have to be taken at once.
        (long Value, long Count)[] steps =
            [.. series.Calls.RecordedValues().Select(static step => (step.ValueIteratedTo, step.CountAddedInThisIterationStep))];
        return new SeriesData(
            series.Key,
            series.Floor,
            series.SecondFloor,
            series.IsRate,
            series.Target,
            [.. series.Medians],
            [.. series.AllocatedInAll],
            [.. series.SlowestShares],
            [.. steps.Select(static step => step.Value)],
            [.. steps.Select(static step => step.Count)],
            series.Skipped,
            series.HasFailed,
            series.Runtime);
    }

    public Series ToSeries(string runtime)
    {
        var series = new Series
        {
            Key = Key,
            Floor = Floor,
            SecondFloor = SecondFloor,
            IsRate = IsRate,
            Target = Target,
            Runtime = runtime,
        };
        AddTo(series);
        return series;
    }

    public void AddTo(Series series)
    {
        series.Medians.AddRange(Medians);
        series.AllocatedInAll.AddRange(Allocated);
        series.SlowestShares.AddRange(SlowestShares);
        series.Skipped = Skipped;
        series.HasFailed = HasFailed;
        foreach ((long value, long count) in Values.Zip(Counts))
            series.Calls.RecordValueWithCount(value, count);
    }
}
