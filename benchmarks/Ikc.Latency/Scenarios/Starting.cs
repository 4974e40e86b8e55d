// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Ikc.Latency.Peer;
using Ikc.Native;

namespace Ikc.Latency.Scenarios;

/// <summary>From nothing to the first answer: a process of its own that opens a node, connects, and calls.</summary>
internal static class Starting
{
    private static readonly string[] s_steps = ["to its Main", "node opened", "connected", "first call", "second call"];

    /// <summary>The child: writes when it was where, in ticks of the clock that all processes share.</summary>
    public static void Child(string domain, int cpu)
    {
        long main = Stopwatch.GetTimestamp();
        ThreadSettings.Apply([cpu], 0);
        IkcNode node = IkcNode.Open(StartedPeer.PlaceOf(domain) with { Instance = 2, Cpus = [cpu] });
        long opened = Stopwatch.GetTimestamp();
        IProbe probe = Bench.Connect(node, IkcWaitPolicy.Adaptive);
        long connected = Stopwatch.GetTimestamp();
        Calls.Add(probe, 1);
        long first = Stopwatch.GetTimestamp();
        Calls.Add(probe, 1);
        long second = Stopwatch.GetTimestamp();
        Console.Out.WriteLine($"{main} {opened} {connected} {first} {second}");
        node.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>One repetition; the service is there already, and warm.</summary>
    public static void Measure(Bench bench, string executable, string runtime)
    {
        bench.Peer.Command("serve Adaptive");
        long last = Stopwatch.GetTimestamp();
        string[] arguments = ["start", bench.Child.Domain, $"{bench.OwnCpu}"];
        using Process child = Process.Start(new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true })!;
        string[] ticks = (child.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The child said nothing.")).Split(' ');
        long begin = last;
        for (int i = 0; i < s_steps.Length; i++)
        {
            long now = long.Parse(ticks[i]);
            bench.AddFact($"start: {s_steps[i]}", TimeSpan.FromSeconds((now - last) / (double)Stopwatch.Frequency).TotalMilliseconds, "ms", runtime);
            last = now;
        }

        bench.AddFact(
            "start: all, to the first answer",
            TimeSpan.FromSeconds((long.Parse(ticks[3]) - begin) / (double)Stopwatch.Frequency).TotalMilliseconds,
            "ms",
            runtime);
        child.WaitForExit();
        bench.Peer.Command("close");
    }
}
