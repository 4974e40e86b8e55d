// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Link = Ikc.Fabrics.Peer; // this namespace has the name already

namespace Ikc.Latency.Peer;

/// <summary>
/// Shared by two processes that have a fabric in common, be it between kernels: each has an area of its own, which the other one maps
/// read-only, and a bell. The fabric is bare here: no node of Ikc's is on it.
/// </summary>
internal sealed unsafe class OfferedShared : Shared
{
    private const int EventsMax = 8;

    /// <summary>Only a process that is gone takes so long.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Fabric _fabric;
    private readonly OwnArea _own;
    private readonly PeerArea _others;
    private readonly Link _other;
    private readonly FabricEvent[] _events = new FabricEvent[EventsMax];

    private OfferedShared(Fabric fabric, OwnArea own, PeerArea others, Link other, bool isPeer)
        : base(isPeer ? others.Base : own.Base, isPeer ? own.Base : others.Base, isPeer)
    {
        _fabric = fabric;
        _own = own;
        _others = others;
        _other = other;
    }

    /// <summary>Exchanges areas with a process that does the same.</summary>
    /// <param name="fabric">Owned by what is returned.</param>
    /// <param name="caller">The measuring process, for the other one, which begins; null: this is the measuring one.</param>
    public static OfferedShared Meet(Fabric fabric, NodeIdentity? caller)
    {
        OwnArea own = fabric.CreateArea(PartBytes);
        if (caller is { } identity)
            fabric.Offer(own, fabric.Connect(identity, s_patience), 0);
        FabricEvent offered = NextOffer(fabric);
        if (caller is null)
            fabric.Offer(own, offered.Peer!, 0);
        return offered.Area!.SizeBytes == own.SizeBytes
            ? new OfferedShared(fabric, own, offered.Area, offered.Peer!, isPeer: caller is not null)
            : throw new IkcException(IkcStatus.IncompatibleContract, "The other process is of another build.");
    }

    public void Ring() => _fabric.Ring(_other, 0);

    /// <summary>Sleeps until the other process has rung since the last time, or something else may have happened.</summary>
    public void WaitForRing()
    {
        foreach (FabricEvent happened in _events.AsSpan(0, _fabric.Wait(_events, -1)))
        {
            if (happened.Kind == FabricEventKind.Died)
                throw new IkcException(IkcStatus.PeerDied, "The other process has gone.");
        }
    }

    public override void Dispose()
    {
        _others.Dispose();
        _own.Dispose();
        _fabric.Dispose();
    }

    private static FabricEvent NextOffer(Fabric fabric)
    {
        var events = new FabricEvent[EventsMax];
        long end = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (Environment.TickCount64 < end)
        {
            foreach (FabricEvent happened in events.AsSpan(0, fabric.Wait(events, 1_000_000_000)))
            {
                if (happened.Kind == FabricEventKind.Offered)
                    return happened;
            }
        }

        throw new IkcException(IkcStatus.DeadlineExceeded, "The other process has offered no memory.");
    }
}
