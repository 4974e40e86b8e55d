// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>
/// The areas of a node, own and others'. An own area that is given up while its reader may not have mapped it yet (the refusal of a
/// connect is such a one) is released a while later: the device would otherwise take the offer back.
/// </summary>
internal sealed class DeviceAreas(IkcDevice device, MappingLimits limits)
{
    /// <summary>How long an offer stands at least.</summary>
    public static readonly TimeSpan OfferStands = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<DeviceOwnArea> _retired = [];
    private readonly MappingBudget _budget = new(limits);

    public OwnArea Create(long sizeBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sizeBytes);
        if (sizeBytes > limits.AreaBytesMax)
            throw new IkcException(IkcStatus.TooLarge, $"An area may have at most {limits.AreaBytesMax} bytes.");
        SharedMapping? mapping = null;
        ulong id = 0;
        int error = Retry(() => device.Create(sizeBytes, out id, out mapping));
        DeviceErrors.Check(error, $"No area of {sizeBytes} bytes on {IkcDevice.Path}");
        return new DeviceOwnArea(mapping!, id, this);
    }

    public void Offer(DeviceOwnArea area, DevicePeer peer, ulong tag)
    {
        if (area.Audience is not null)
            throw new InvalidOperationException("An area has an audience of one, and this one has it already.");
        int error = Retry(() => device.Offer(area.Id, peer.Handle, tag));
        DeviceErrors.Check(error, $"An area cannot be offered to {peer.Identity}");
        MarkOffered(area, peer);
    }

    public void MarkOffered(DeviceOwnArea area, DevicePeer peer)
    {
        area.TakenNs = MonotonicClock.After(OfferStands);
        area.Audience = peer;
    }

    /// <summary>The owner has no use for it any more.</summary>
    public void Retire(DeviceOwnArea area)
    {
        if (area.Audience is { IsDead: false, OtherEnd: null } && MonotonicClock.Remaining(area.TakenNs) != 0)
        {
            lock (_lock)
                _retired.Add(area);
        }
        else
        {
            _ = device.Release(area.Id);
        }
    }

    /// <summary>Releases an area that nobody disposed.</summary>
    public void Release(ulong id) => _ = device.Release(id);

    /// <summary>Releases the retired areas whose time has come; all of one peer's; or all.</summary>
    /// <returns>When there is more to do.</returns>
    public long Sweep(DevicePeer? of = null, bool all = false)
    {
        long next = MonotonicClock.Never;
        lock (_lock)
        {
            if (_retired.Count == 0)
                return next;
            long now = MonotonicClock.NowNs;
            for (int i = _retired.Count - 1; i >= 0; i--)
            {
                DeviceOwnArea area = _retired[i];
                if (!all && area.Audience != of && area.TakenNs > now)
                {
                    next = Math.Min(next, area.TakenNs);
                    continue;
                }

                _retired.RemoveAt(i);
                _ = device.Release(area.Id);
            }
        }

        return next;
    }

    /// <summary>Maps what a peer offers. LimitReached: it is more than the peer may have mapped here; NotFound: it is gone.</summary>
    public IkcStatus TryMap(DevicePeer peer, ulong id, long announcedBytes, out PeerArea? area)
    {
        area = null;
        if (announcedBytes <= 0 || !_budget.TryTake(peer.UserId, peer.Mapped, announcedBytes))
        {
            _ = device.Release(id);
            return IkcStatus.LimitReached;
        }

        Action unmapped = () =>
        {
            _budget.Return(peer.UserId, peer.Mapped, announcedBytes);
            _ = device.Release(id);
        };
        if (device.MapReadOnly(id, unmapped, out SharedMapping? mapping) != 0)
        {
            unmapped();
            return IkcStatus.NotFound;
        }

        area = new DevicePeerArea(mapping!);
        if (mapping!.SizeBytes == announcedBytes)
            return IkcStatus.Ok;
        area.Dispose();
        return IkcStatus.NotFound;
    }

    /// <summary>Maps an own area for reading: what a node offers to itself.</summary>
    public PeerArea MapOwn(DeviceOwnArea area)
    {
        DeviceErrors.Check(device.MapReadOnly(area.Id, null, out SharedMapping? mapping), "An own area cannot be mapped");
        return new DevicePeerArea(mapping!);
    }

    /// <summary>Tries again with the retired areas gone when there is no room.</summary>
    private int Retry(Func<int> call)
    {
        int error = call();
        if (!DeviceErrors.IsShortage(error))
            return error;
        Sweep(all: true);
        return call();
    }
}
