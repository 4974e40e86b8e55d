// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Execution.Support;

/// <summary>
/// How long a call takes when both sides sleep, the service in a process that the launcher starts: the figure beside which C programs
/// stand that only ring each other. One figure for each line of the input, so that theirs can be taken in between.
/// </summary>
internal static class PeerPing
{
    private const int Calls = 500;
    private const int WarmUps = 4;

    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        const string service = "figures";
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-by", nameof(IkcWaitPolicy.Park), service);
        await using IkcNode node = domain.Open(1);
        ILife life = await node.ConnectAsync<ILife>(
            new IkcConnectOptions { Name = service, WaitPolicy = IkcWaitPolicy.Park, Deadline = TestFabric.Patience });
        for (int i = 0; i < WarmUps; i++)
            _ = MedianNs(life); // compiles
        while (input.ReadLine() is not null)
        {
            IkcChannelCounters before = IkcChannel.Of(life).Counters;
            double ns = MedianNs(life);
            IkcChannelCounters after = IkcChannel.Of(life).Counters;
            output.WriteLine(FormattableString.Invariant($"# parked call {ns:0} ns in the median, {Calls} calls, ")
                + FormattableString.Invariant($"rang {after.DoorbellsRung - before.DoorbellsRung}, slept {after.Parks - before.Parks}"));
        }
    }

    private static double MedianNs(ILife life)
    {
        var calls = new long[Calls];
        for (int i = 0; i < Calls; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _ = life.Add(i, i);
            calls[i] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(calls);
        return calls[Calls / 2] * (1e9 / Stopwatch.Frequency);
    }
}
