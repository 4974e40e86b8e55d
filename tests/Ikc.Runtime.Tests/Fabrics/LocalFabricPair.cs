// SPDX-License-Identifier: MIT
using Ikc.Fabrics.Local;

namespace Ikc.Fabrics;

/// <summary>Two nodes with a link between them; nobody pumps but the test.</summary>
internal class LocalFabricPair : IDisposable
{
    private readonly FabricEvent[] _events = new FabricEvent[16];

    public LocalFabricPair(TemporaryDomain domain, bool waitsOnWords)
    {
        Here = domain.Open(options => options with { WaitsOnWords = waitsOnWords });
        There = domain.Open(options => options with { WaitsOnWords = waitsOnWords });
        Task<Peer> dialled = Task.Run(() => There.Connect(Here.Self, TestNode.Patience));
        PeerHere = TestNode.Next(Here, FabricEventKind.Joined).Peer!;
        PeerThere = dialled.Result;
    }

    public LocalFabric Here { get; }

    public LocalFabric There { get; }

    /// <summary>The other node, as this one sees it.</summary>
    public Peer PeerHere { get; }

    /// <summary>This node, as the other one sees it.</summary>
    public Peer PeerThere { get; }

    /// <summary>What one wait of this node tells, but for changes of the directory.</summary>
    public FabricEventKind[] Wait(long timeoutNs)
    {
        while (true)
        {
            int count = Here.Wait(_events, timeoutNs);
            FabricEventKind[] kinds = [.. _events.AsSpan(0, count).ToArray().Select(seen => seen.Kind)];
            if (count == 0 || kinds.Any(kind => kind != FabricEventKind.Changed))
                return [.. kinds.Where(kind => kind != FabricEventKind.Changed)];
        }
    }

    public virtual void Dispose()
    {
        Here.Dispose();
        There.Dispose();
    }
}
