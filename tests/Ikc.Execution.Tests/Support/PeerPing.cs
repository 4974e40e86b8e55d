// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Execution.Support;

/// <summary>
/// How long a call takes when both sides sleep, the service in a process that the launcher starts: the figure beside which C programs
/// stand that only ring each other.
/// </summary>
internal static class PeerPing
{
    private const int Calls = 500;

    public static async Task RunAsync()
    {
        const string service = "figures";
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-by", nameof(IkcWaitPolicy.Park), service);
        await using IkcNode node = domain.Open(1);
        ILife life = await node.ConnectAsync<ILife>(
            new IkcConnectOptions { Name = service, WaitPolicy = IkcWaitPolicy.Park, Deadline = TestFabric.Patience });
        _ = Measure(life); // compiles
        IkcChannelCounters before = IkcChannel.Of(life).Counters;
        double ns = Measure(life);
        IkcChannelCounters after = IkcChannel.Of(life).Counters;
        Console.WriteLine(FormattableString.Invariant($"# parked call {ns:0} ns, {Calls} calls, rang {after.DoorbellsRung - before.DoorbellsRung}, ")
            + FormattableString.Invariant($"slept {after.Parks - before.Parks}"));
    }

    private static double Measure(ILife life)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Calls; i++)
            _ = life.Add(i, i);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
    }
}
