// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;
using Ikc.Latency.Programs;
using Ikc.Latency.Reporting;
using Ikc.Latency.Scenarios;
using Ikc.Native;

namespace Ikc.Latency;

/// <summary>One run: builds what else it needs, measures, and says what was found.</summary>
internal static class Harness
{
    public static int Run(string[] arguments)
    {
        Options options;
        try
        {
            options = Options.Parse(arguments);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            Console.Error.WriteLine(failure.Message + "\n" + Options.Usage);
            return 2;
        }

        PeerLoop.DieWithParent();
        try
        {
            return Run(options);
        }
        catch (IkcException failure) when (options.Meet is not null)
        {
            Console.Error.WriteLine(failure.Message); // nobody is there, or not any more
            return 1;
        }
    }

    private static int Run(Options options)
    {
        if (options.IsPreflight)
        {
            IReadOnlyList<Series> floor = [];
            Steps.Show(steps => floor = Measure(options with { Only = "none", RepetitionsAsked = 1, IsQuick = true }, null, null, steps, out _, out _));
            Preflight.Print(Preflight.Look(Statistics.Median(floor.First(series => series.Key == Floors.CacheLine).Medians)));
            return 0;
        }

        Results? results = null;
        Steps.Show(steps => results = MeasureAll(options, steps));
        Report(options, results!);
        return results!.All.Any(static series => series.HasFailed) ? 1 : 0;
    }

    private static Results MeasureAll(Options options, Steps steps)
    {
        using PeerPrograms? others = options.Peers is null ? null : PeerPrograms.Build(options, steps); // before this thread has one core only
        NativeBuild? native = options.WithAot ? NativeBuild.Make(steps) : null;
        MachineFacts before = MachineFacts.Read();
        List<Series> all = [.. Measure(options, others, native, steps, out IReadOnlyList<Fact> facts, out string fabric)];
        if (others is not null)
            all.AddRange(others.Series);
        if (native is not null)
            all.AddRange(native.Measure(options, steps));
        return new Results(all, facts, MachineFacts.Read().Since(before), fabric, options);
    }

    private static IReadOnlyList<Series> Measure(
        Options options, PeerPrograms? others, NativeBuild? native, Steps steps, out IReadOnlyList<Fact> facts, out string fabric)
    {
        FoundPeer? found = options.Meet is { } name ? new FoundPeer(name) : null; // before its node's threads, too, have one core only
        ThreadSettings.Apply([options.OwnCpu], 0);
        using var bench = new Bench(options.OwnCpu, found ?? (PeerProcess)new StartedPeer(options.PeerCpu)) { BareProgram = options.Bare };
        var run = new Run(options.Repetitions, options.IsQuick, options.Only)
        {
            Progress = steps.At,
            AtEndOfRound = (bench, round) =>
            {
                others?.Measure(bench.Plan, round, steps);
                if (round > 0 && found is null)
                {
                    Starting.Measure(bench, Environment.ProcessPath!, "jit");
                    native?.MeasureStart(bench);
                }
            },
        };
        IReadOnlyList<Series> all = run.Execute(bench);
        facts = bench.Facts;
        fabric = bench.Peer.Fabric;
        return all;
    }

    private static void Report(Options options, Results results)
    {
        ResultTable.Print(results);
        if (options.Json is { } path)
        {
            JsonFile.Write(path, results);
            MarkdownFile.Write(Path.ChangeExtension(path, ".md"), results);
        }

        if (options.Plots is { } folder)
            Plots.Write(folder, results);
    }
}
