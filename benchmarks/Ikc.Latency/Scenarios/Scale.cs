// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;

namespace Ikc.Latency.Scenarios;

/// <summary>What channels cost that nobody calls on.</summary>
internal static class Scale
{
    /// <summary>Clients that a service takes; each has a channel of its own, and one more for its calling thread.</summary>
    public const int ClientsMax = 2048;

    /// <summary>Channels of a client that one thread has called on.</summary>
    public const int ChannelsPerClient = 2;

    /// <summary>Of so many clients of one node one calls; the others have called once and are idle.</summary>
    public static void Channels(Bench bench, Series series) =>
        bench.WithNode(series.Key.Policy, isAsync: false, (node, policy) =>
        {
            var probes = new IProbe[series.Key.Clients];
            probes[0] = Bench.Connect(node, policy);
            Calls.Add(probes[0], 1);
            long here = PeerLoop.ResidentBytes();
            long there = bench.Peer.Number("resident");
            for (int i = 1; i < probes.Length; i++)
            {
                probes[i] = Bench.Connect(node, policy);
                Calls.Add(probes[i], 1);
            }

            if (probes.Length >= 100)
            {
                double channels = (probes.Length - 1) * ChannelsPerClient;
                string name = $"resident per idle channel, {probes.Length * ChannelsPerClient} open";
                bench.AddFact(name + ", caller", (PeerLoop.ResidentBytes() - here) / channels / 1024, "KiB");
                bench.AddFact(name + ", service", (bench.Peer.Number("resident") - there) / channels / 1024, "KiB");
            }

            series.Measure(calls => Calls.Add(probes[0], calls), bench.Plan);
            GC.KeepAlive(probes);
        });
}
