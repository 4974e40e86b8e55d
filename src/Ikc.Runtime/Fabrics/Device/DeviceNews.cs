// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>Makes the fabric's events of the device's, and keeps those that the pump has no room for. Used under the wait's lock.</summary>
internal sealed class DeviceNews(DeviceLinks links, DeviceAreas areas, DeviceServices services) : IDisposable
{
    private readonly Queue<FabricEvent> _waiting = new();

    public bool HasWaiting => _waiting.Count > 0;

    public void Add(in FabricEvent happened) => _waiting.Enqueue(happened);

    public int Take(Span<FabricEvent> into)
    {
        int count = 0;
        while (count < into.Length && _waiting.TryDequeue(out FabricEvent next))
            into[count++] = next;
        return count;
    }

    public void Translate(in DeviceAbi.Event happened)
    {
        switch (happened.Kind)
        {
            case DeviceAbi.EventKind.Rang:
                if (PeerOf(happened) is { } ringer)
                    Add(new FabricEvent { Kind = FabricEventKind.Rang, Peer = ringer });
                break;
            case DeviceAbi.EventKind.Offered:
                TakeOffer(happened);
                break;
            case DeviceAbi.EventKind.Died:
                if (links.Find(happened.Node, mayBeNew: false, out _) is { } dead)
                {
                    End(dead);
                    Add(new FabricEvent { Kind = FabricEventKind.Died, Peer = dead });
                }

                break;
            case DeviceAbi.EventKind.Changed:
                Add(new FabricEvent { Kind = FabricEventKind.Changed });
                break;
            case DeviceAbi.EventKind.Taken:
                foreach (string name in services.TakeLost())
                    Add(new FabricEvent { Kind = FabricEventKind.TakeoverAsked, ServiceName = name });
                break;
            default:
                break; // withdrawn: the mapping stays until it is disposed; freed: nobody waits for the memory
        }
    }

    /// <summary>Ends a link here: nothing goes over it any more, and the areas that stood for it are let go.</summary>
    public void End(DevicePeer peer)
    {
        peer.TryMarkDead();
        links.Remove(peer);
        areas.Sweep(peer);
        peer.SignalPumpedBells();
    }

    public void Dispose()
    {
        foreach (FabricEvent left in _waiting)
            left.Area?.Dispose();
    }

    private void TakeOffer(in DeviceAbi.Event happened)
    {
        DevicePeer? peer = PeerOf(happened);
        if (peer is null)
        {
            areas.Release(happened.Area);
            return;
        }

        switch (areas.TryMap(peer, happened.Area, (long)happened.Bytes, out PeerArea? area))
        {
            case IkcStatus.Ok:
                Add(new FabricEvent { Kind = FabricEventKind.Offered, Peer = peer, Area = area, Tag = happened.Tag });
                break;
            case IkcStatus.LimitReached: // as on the local fabric: who wants more than it may have loses its link
                End(peer);
                Add(new FabricEvent { Kind = FabricEventKind.Died, Peer = peer });
                break;
        }
    }

    private DevicePeer? PeerOf(in DeviceAbi.Event happened)
    {
        DevicePeer? peer = links.Find(happened.Node, mayBeNew: true, out bool isNew);
        if (isNew)
            Add(new FabricEvent { Kind = FabricEventKind.Joined, Peer = peer });
        return peer;
    }
}
