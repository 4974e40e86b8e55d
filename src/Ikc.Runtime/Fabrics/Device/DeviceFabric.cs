// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>
/// The fabric of /dev/ikc, between processes of one kernel or of several on one machine. One open file is this node; the kernel keeps the
/// table of nodes, the names, the areas and the deaths (PROTOCOL, section 17).
/// </summary>
internal sealed class DeviceFabric : Fabric
{
    private const int EventsMax = 32;

    private readonly IkcDevice _device;
    private readonly DeviceAbi.Handle _self;
    private readonly DeviceTable _table;
    private readonly DeviceServices _services;
    private readonly DeviceLinks _links;
    private readonly DeviceAreas _areas;
    private readonly DeviceBells _bells;
    private readonly DeviceNews _news;
    private readonly ConcurrentQueue<FabricEvent> _fromSelf = new();
    private readonly DeviceAbi.Event[] _events = new DeviceAbi.Event[EventsMax];
    private readonly Lock _waitLock = new();
    private int _interrupted;
    private volatile bool _disposed;

    private DeviceFabric(IkcDevice device, DeviceFabricOptions options, in DeviceAbi.Info info)
    {
        _device = device;
        _self = info.Node;
        Self = DeviceRows.IdentityOf(_self);
        RuntimeDirectory = options.RuntimeDirectory;
        _table = new DeviceTable(device, _self);
        _services = new DeviceServices(device, _table);
        _links = new DeviceLinks(_table, _self, info.Uid);
        _areas = new DeviceAreas(device, options.Mappings);
        _bells = new DeviceBells(device, _self);
        _news = new DeviceNews(_links, _areas, _services);
    }

    public override NodeIdentity Self { get; }

    public override string Kind => "device";

    public override string? RuntimeDirectory { get; }

    /// <summary>
    /// Opens a node. PermissionDenied when the device may not be opened, LimitReached when its user or this kernel has all its nodes,
    /// IncompatibleContract when the driver speaks another version, Unavailable when there is none.
    /// </summary>
    public static DeviceFabric Open(DeviceFabricOptions options)
    {
        DeviceErrors.Check(IkcDevice.TryOpen(out IkcDevice? device), $"{IkcDevice.Path} cannot be opened");
        try
        {
            int error = device!.GetInfo(out DeviceAbi.Info info);
            string versions = $"{IkcDevice.Path} speaks version {info.Abi}, this runtime {DeviceAbi.AbiVersion}";
            DeviceErrors.Check(error, error == Errno.ProtocolNotSupported ? versions : $"{IkcDevice.Path} is no device of Ikc's");
            DeviceAbi.AllowEntry[] allowed =
                [.. options.AllowedUids.Append(info.Uid).Distinct().Select(uid => new DeviceAbi.AllowEntry { Instance = DeviceAbi.Any, Uid = uid })];
            if (allowed.Length > DeviceAbi.MaxAllow)
                throw new IkcException(IkcStatus.LimitReached, $"A node of {IkcDevice.Path} admits at most {DeviceAbi.MaxAllow} users, its own included.");
            DeviceErrors.Check(device.Allow(allowed), "The list of users cannot be set");
            DeviceErrors.Check(device.SetState(DeviceAbi.NodeServing), "The node's state cannot be set");
            return new DeviceFabric(device, options, info);
        }
        catch
        {
            device!.Dispose();
            throw;
        }
    }

    public override void Publish(ServiceRow service, bool takeOver, TimeSpan deadline)
    {
        ThrowIfDisposed();
        _services.Publish(service, takeOver); // a name passes in one step, so there is nothing to wait for
    }

    public override void Withdraw(string serviceName) => _services.Withdraw(serviceName);

    public override IReadOnlyList<NodeRow> Nodes() => _table.All();

    public override Peer Connect(NodeIdentity node, TimeSpan deadline)
    {
        ThrowIfDisposed();
        if (node != Self)
            return _links.Connect(DeviceRows.HandleOf(node));
        DevicePeer peer = _links.ConnectToSelf(out bool isNew);
        if (isNew)
            Tell(new FabricEvent { Kind = FabricEventKind.Joined, Peer = peer.OtherEnd });
        return peer;
    }

    public override OwnArea CreateArea(long sizeBytes)
    {
        ThrowIfDisposed();
        return _areas.Create(sizeBytes);
    }

    public override void Offer(OwnArea area, Peer peer, ulong tag)
    {
        var own = (DeviceOwnArea)area;
        var to = (DevicePeer)peer;
        if (to.IsDead)
            throw new IkcException(IkcStatus.PeerDied, "The link to the peer has ended.");
        if (to.OtherEnd is null)
        {
            _areas.Offer(own, to, tag);
            return;
        }

        PeerArea mapped = _areas.MapOwn(own);
        _areas.MarkOffered(own, to);
        Tell(new FabricEvent { Kind = FabricEventKind.Offered, Peer = to.OtherEnd, Area = mapped, Tag = tag });
    }

    public override LaneBell CreateBell(Peer peer) => _bells.Create((DevicePeer)peer);

    public override void Ring(Peer peer, int bell)
    {
        var to = (DevicePeer)peer;
        if (to.IsDead || (uint)bell >= DeviceAbi.MaxBells)
            return;
        if (bell == 0 && to.OtherEnd is not null)
            Tell(new FabricEvent { Kind = FabricEventKind.Rang, Peer = to.OtherEnd });
        else
            _ = _device.Ring(to.Handle, bell); // whoever died is told as DIED
    }

    public override void Disconnect(Peer peer) => _news.End((DevicePeer)peer);

    public override int Wait(Span<FabricEvent> events, long timeoutNs)
    {
        lock (_waitLock)
        {
            long endNs = timeoutNs == 0 ? 0 : MonotonicClock.After(timeoutNs);
            while (!_disposed)
            {
                long choresNs = _areas.Sweep();
                bool only = timeoutNs == 0 || _news.HasWaiting || !_fromSelf.IsEmpty;
                Look(only ? 0 : MonotonicClock.Remaining(Math.Min(endNs, choresNs)));
                int count = _news.Take(events);
                if (count > 0 || timeoutNs == 0 || MonotonicClock.Remaining(endNs) == 0)
                    return count;
            }

            return 0;
        }
    }

    public override void Interrupt()
    {
        Volatile.Write(ref _interrupted, 1); // before the ring, which the pump takes before it reads this
        _ = _device.Ring(_self, 0);
    }

    public override void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Interrupt();
        lock (_waitLock)
        {
            foreach (DevicePeer peer in _links.Snapshot())
                _news.End(peer);
            for (int bell = 1; bell < DeviceAbi.MaxBells; bell++)
                _ = _device.Ring(_self, bell); // lanes that still sleep hold the device open
            while (_fromSelf.TryDequeue(out FabricEvent left))
                left.Area?.Dispose();
            _news.Dispose();
            _device.Dispose();
        }
    }

    /// <summary>One look at bell 0, and at what this node told itself.</summary>
    private void Look(long timeoutNs)
    {
        ulong deaths = DeviceAbi.AnyDeaths;
        int error = _device.Wait(0, _events, timeoutNs, ref deaths, out int count);
        if (error != 0 && error != Errno.TimedOut && !_disposed)
            DeviceErrors.Check(error, $"Waiting on {IkcDevice.Path} failed");
        foreach (ref readonly DeviceAbi.Event happened in _events.AsSpan(0, count))
        {
            if (happened.Node != _self)
                _news.Translate(happened);
        }

        if (Interlocked.Exchange(ref _interrupted, 0) != 0)
            _news.Add(new FabricEvent { Kind = FabricEventKind.Interrupted });
        while (_fromSelf.TryDequeue(out FabricEvent told))
            _news.Add(told);
    }

    /// <summary>Leaves an event of this node's own for its pump.</summary>
    private void Tell(in FabricEvent told)
    {
        _fromSelf.Enqueue(told);
        _ = _device.Ring(_self, 0);
    }

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw new IkcException(IkcStatus.Closed, "The node was closed.");
    }
}
