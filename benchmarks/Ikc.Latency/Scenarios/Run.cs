// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;

namespace Ikc.Latency.Scenarios;

/// <summary>
/// All scenarios one after the other, and that again for each repetition: what is compared lies close in time. The first round counts for
/// nothing; it warms both processes up until their code is optimized, which is the state of a server that has been up for some seconds.
/// </summary>
internal sealed class Run(int repetitions, bool quick, string? only)
{
    private const int WarmUpPauses = 20;
    private const int WarmUpPausesQuick = 8;
    private static readonly TimeSpan s_warmUpPause = TimeSpan.FromMilliseconds(250);

    /// <summary>What else belongs to a round: the peers, the start of a process.</summary>
    public Action<Bench, int>? AtEndOfRound { get; init; }

    /// <summary>Told before each step: steps done, steps in all, what comes.</summary>
    public Action<int, int, string>? Progress { get; init; }

    public IReadOnlyList<Series> Execute(Bench bench)
    {
        IReadOnlyList<Scenario> scenarios = Choose(bench);
        HashSet<string> warm = [];
        int steps = scenarios.Count * (repetitions + 1);
        for (int round = 0, step = 0; round <= repetitions; round++)
        {
            bench.Plan = round == 0 ? Plan.First : quick ? Plan.Quick : Plan.Full;
            if (round == 1)
                scenarios = Choose(bench, scenarios);
            foreach (Scenario scenario in scenarios)
            {
                string name = $"{(round == 0 ? "warm-up" : $"round {round}")}: {scenario.Series.Key}, {scenario.Series.Key.Policy}";
                Progress?.Invoke(step++, steps, name);
                if (round == 0 && warm.Add(scenario.Series.Key.Name))
                    WarmUp(bench, scenario);
                Measure(bench, scenario);
            }

            AtEndOfRound?.Invoke(bench, round);
        }

        return [.. scenarios.Select(scenario => scenario.Series)];
    }

    /// <summary>
    /// The compiler optimizes in the background, when a tenth of a second has passed without new code, and needs a core for it, while
    /// both are taken by waiters that spin: so calls and pauses alternate. Once for each kind of call; payloads and policies share code.
    /// </summary>
    private void WarmUp(Bench bench, Scenario scenario)
    {
        int pauses = quick ? WarmUpPausesQuick : WarmUpPauses;
        for (int i = 0; i < pauses && scenario.Series is { Skipped: null, Key.Policy: not SeriesKey.Floor }; i++)
        {
            Measure(bench, scenario);
            Thread.Sleep(s_warmUpPause);
        }
    }

    /// <summary>New series, but what could not be measured in the round before stays out, with its reason.</summary>
    private IReadOnlyList<Scenario> Choose(Bench bench, IReadOnlyList<Scenario>? before = null)
    {
        List<Scenario> chosen = [.. Catalog.Make(isApart: bench.Peer is FoundPeer).Where(IsAsked)];
        foreach (Scenario scenario in chosen)
        {
            Series? earlier = before?.First(other => other.Series.Key == scenario.Series.Key).Series;
            scenario.Series.Skipped = earlier?.Skipped;
            scenario.Series.HasFailed = earlier?.HasFailed ?? false;
        }

        return chosen;
    }

    private bool IsAsked(Scenario scenario) =>
        (scenario.IsQuick || !quick)
        && (only is null || scenario.Series.Key.Policy == SeriesKey.Floor || scenario.Series.Key.Name.StartsWith(only, StringComparison.Ordinal));

    private static void Measure(Bench bench, Scenario scenario)
    {
        if (scenario.Series.Skipped is not null)
            return;
        try
        {
            scenario.Body(bench, scenario.Series);
        }
        catch (NotHereException reason)
        {
            scenario.Series.Skipped = reason.Message;
        }
        catch (IkcException failure)
        {
            scenario.Series.Skipped = $"{failure.Status}: {failure.Message}";
            scenario.Series.HasFailed = true;
        }
    }
}
