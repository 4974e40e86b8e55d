// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;

namespace Ikc.Latency.Scenarios;

/// <summary>What channels cost that nobody calls on.</summary>
internal static class Scale
{
    /// <summary>Clients that a service takes; each has channel 0, a stream channel, and a lane for its calling thread.</summary>
    public const int ClientsMax = 2048;

    /// <summary>Channels of a client that one thread has called on, of a contract with streams.</summary>
    public const int ChannelsPerClient = 3;

    /// <summary>Clients that one node can have of another, with room for their lanes: a link has 256 MiB of reply rings.</summary>
    private const int ClientsPerNode = 128;

    private const int ClientsToWeigh = 100;

    /// <summary>Of so many clients of one service one calls; the others have called once and are idle.</summary>
    public static void Channels(Bench bench, Series series) =>
        bench.WithNode(series.Key.Policy, isAsync: false, (first, policy) =>
        {
            int clients = series.Key.Clients;
            List<IkcNode> nodes = [first];
            for (int i = ClientsPerNode; i < clients; i += ClientsPerNode)
                nodes.Add(bench.OpenNode(IkcWaitPolicy.Park));
            var probes = new IProbe[clients];
            Memory before = default;
            for (int i = 0; i < clients; i++)
            {
                probes[i] = Bench.Connect(nodes[i / ClientsPerNode], policy);
                Calls.Add(probes[i], 1);
                if (i == 0)
                    before = Memory.Look(bench);
            }

            if (clients >= ClientsToWeigh)
                Memory.Look(bench).AddFacts(bench, before, (clients - 1) * ChannelsPerClient, clients * ChannelsPerClient);
            series.Measure(calls => Calls.Add(probes[0], calls), bench.Plan);
            foreach (IkcNode node in nodes.Skip(1))
                node.DisposeAsync().AsTask().GetAwaiter().GetResult();
            GC.KeepAlive(probes);
        });

    /// <summary>What the two processes have in memory: objects, and everything, shared pages of the rings on both sides too.</summary>
    private readonly record struct Memory(long CallersObjects, long ServicesObjects, long CallersPages, long ServicesPages)
    {
        public static Memory Look(Bench bench)
        {
            (long pages, long servicesPages) = (PeerLoop.ResidentBytes(), bench.Peer.Number("resident"));
            return new Memory(GC.GetTotalMemory(forceFullCollection: true), bench.Peer.Number("objects"), pages, servicesPages);
        }

        public void AddFacts(Bench bench, Memory before, double channels, int open)
        {
            Add("objects of an idle channel, caller", CallersObjects - before.CallersObjects);
            Add("objects of an idle channel, service", ServicesObjects - before.ServicesObjects);
            Add("resident of an idle channel with both its rings, caller", CallersPages - before.CallersPages);
            Add("resident of an idle channel with both its rings, service", ServicesPages - before.ServicesPages);

            void Add(string name, long bytes) => bench.AddFact($"{name}, {open} open", bytes / channels / 1024, "KiB");
        }
    }
}
