// SPDX-License-Identifier: MIT
using System.Text.Json;
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;
using Ikc.Latency.Scenarios;
using Ikc.Native;

namespace Ikc.Latency;

/// <summary>The program as one of the harness's own processes, under the JIT or as Native AOT.</summary>
internal static class Agent
{
    /// <summary>Whether the command line was one of these.</summary>
    public static bool TryRun(string[] arguments)
    {
        switch (arguments)
        {
            case ["peer", var domain, var cpu, var numbers]:
                PeerLoop.DieWithParent(); // an echo that spins would outlive a run that was killed, on a core that others need
                ThreadSettings.Apply([int.Parse(cpu)], 0);
                PeerLoop.Run(StartedPeer.PlaceOf(domain), int.Parse(cpu), InheritedShared.Open(numbers), new PipedCommands());
                return true;
            case ["serve", var name, var cpu]:
                Control.Serve(name, int.Parse(cpu));
                return true;
            case ["start", var domain, var cpu]:
                Starting.Child(domain, int.Parse(cpu));
                return true;
            case ["measure", var own, var other, var repetitions, var quick, var only, var file]:
                Measure(int.Parse(own), int.Parse(other), int.Parse(repetitions), bool.Parse(quick), only, file);
                return true;
            default:
                return false;
        }
    }

    private static void Measure(int own, int other, int repetitions, bool quick, string only, string file)
    {
        PeerLoop.DieWithParent();
        ThreadSettings.Apply([own], 0);
        using var bench = new Bench(own, new StartedPeer(other));
        var run = new Run(repetitions, quick, only.Length == 0 ? null : only)
        {
            Progress = static (step, steps, name) => Console.Out.WriteLine($"{step} {steps} {name}"),
        };
        SeriesData[] all = [.. run.Execute(bench).Select(SeriesData.Of)];
        File.WriteAllText(file, JsonSerializer.Serialize(all, SeriesJson.Default.SeriesDataArray));
    }
}
