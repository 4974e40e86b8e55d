// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;
using Ikc.Fabrics.Local;
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>
/// The fabric of /dev/ikc: nodes of this kernel and of the others on the machine, areas in the range that they share, doorbells as
/// interrupts. The kernel keeps the table, ends what a dead node had, and tells of deaths.
/// </summary>
/// <remarks>
/// There is no link to set up: a peer is known from its first offer or ring on. All names of a node are of one instance, so two
/// instances may serve the same name.
/// </remarks>
internal sealed class DeviceFabric : Fabric
{
    private const int EventsPerRound = 32;
    private const int AllowedUsersMax = 15;

    private readonly IkcDevice _device;
    private readonly DeviceAbi.Handle _self;
    private readonly NodeTable _table;
    private readonly DeviceBells _bells = new();
    private readonly DomainDirectory _runtime;
    private readonly Lock _lock = new();
    private readonly Dictionary<DeviceAbi.Handle, DevicePeer> _peers = [];
    private readonly Dictionary<uint, string> _published = [];
    private readonly DeviceAbi.Event[] _events = new DeviceAbi.Event[EventsPerRound];
    private int _interrupted;
    private volatile bool _disposed;

    private DeviceFabric(IkcDevice device, in DeviceAbi.Info self, DomainDirectory runtime)
    {
        _device = device;
        _self = self.Node;
        _runtime = runtime;
        _table = new NodeTable(device);
    }

    public override NodeIdentity Self => DevicePeer.IdentityOf(_self);

    public override string Kind => "device";

    public override string? RuntimeDirectory => _runtime.Path;

    /// <summary>Opens a node. Unavailable without the device, PermissionDenied when it may not be used, LimitReached when there are too many.</summary>
    public static DeviceFabric Open(string path, string? runtimeDirectory, IReadOnlyList<uint> allowedUsers)
    {
        if (allowedUsers.Count > AllowedUsersMax)
            throw new IkcException(IkcStatus.LimitReached, $"{path} admits {AllowedUsersMax} other users at most.");
        DomainDirectory runtime = DomainDirectory.Open(runtimeDirectory);
        IkcDevice? device = null;
        try
        {
            device = IkcDevice.Open(path, out DeviceAbi.Info self);
            Check(device.Allow([self.Uid, .. allowedUsers]), "The users who may connect cannot be named");
            Check(device.SetState(DeviceAbi.StateServing), "The node cannot begin to serve");
            return new DeviceFabric(device, self, runtime);
        }
        catch
        {
            device?.Dispose();
            runtime.Dispose();
            throw;
        }
    }

    // ---- names ------------------------------------------------------------------------------------------------------------------------

    public override void Publish(ServiceRow service, bool takeOver, TimeSpan deadline)
    {
        ThrowIfDisposed();
        byte[] name = Encoding.UTF8.GetBytes(service.Name);
        byte[] contracts = Encoding.UTF8.GetBytes(string.Join('\0', [service.ContractId, .. service.BaseIds]));
        if (name.Length is 0 or > DeviceAbi.NameBytesMax || service.Name.Contains('\0', StringComparison.Ordinal))
            throw new IkcException(IkcStatus.Unavailable, $"'{service.Name}' is no name: it must have 1 to {DeviceAbi.NameBytesMax} bytes.");
        if (contracts.Length > DeviceAbi.ContractBytes - 2)
            throw new IkcException(IkcStatus.LimitReached, $"The contract ids of '{service.Name}' are longer than {DeviceAbi.ContractBytes} bytes.");
        lock (_lock)
        {
            int error = _device.Publish(name, contracts, takeOver, out uint entry);
            if (error == Errno.Exists)
                throw new IkcException(IkcStatus.AlreadyServed, $"Another node of this instance serves '{service.Name}'.");
            Check(error, $"'{service.Name}' cannot be published");
            _published[entry] = service.Name;
        }
    }

    public override void Withdraw(string serviceName)
    {
        lock (_lock)
        {
            if (!_disposed)
                _ = _device.Withdraw(Encoding.UTF8.GetBytes(serviceName)); // it may have been taken over
            foreach (uint entry in _published.Where(one => one.Value == serviceName).Select(one => one.Key).ToArray())
                _published.Remove(entry);
        }
    }

    public override IReadOnlyList<NodeRow> Nodes() => _table.ReadAll();

    // ---- peers ------------------------------------------------------------------------------------------------------------------------

    public override Peer Connect(NodeIdentity node, TimeSpan deadline)
    {
        ThrowIfDisposed();
        DeviceAbi.Handle handle = DevicePeer.HandleOf(node);
        if (!_table.TryFind(handle, out uint userId, out bool admits))
            throw new IkcException(IkcStatus.NotFound, $"{node} is not alive.");
        if (!admits)
            throw new IkcException(IkcStatus.PermissionDenied, $"{node} does not admit this node.");
        lock (_lock)
        {
            if (!_peers.TryGetValue(handle, out DevicePeer? peer))
                _peers.Add(handle, peer = new DevicePeer(handle, userId));
            return peer;
        }
    }

    public override void Ring(Peer peer, int bell)
    {
        if (!peer.IsDead && !_disposed)
            _ = _device.Ring(((DevicePeer)peer).Handle, bell); // a dead peer is no error
    }

    /// <summary>Both sides forget the link: what this side offers from now on finds a new peer.</summary>
    public override void Disconnect(Peer peer)
    {
        peer.TryMarkDead();
        lock (_lock)
            _peers.Remove(((DevicePeer)peer).Handle);
    }

    // ---- areas and bells ----------------------------------------------------------------------------------------------------------------

    public override OwnArea CreateArea(long sizeBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sizeBytes);
        ThrowIfDisposed();
        Check(_device.CreateArea(sizeBytes, out ulong id, out SharedMapping? mapping), $"There is no area of {sizeBytes} bytes");
        return new DeviceOwnArea(_device, id, mapping!);
    }

    public override void Offer(OwnArea area, Peer peer, ulong tag)
    {
        int error = _device.Offer(((DeviceOwnArea)area).Id, ((DevicePeer)peer).Handle, tag);
        if (error == Errno.NotConnected)
            throw new IkcException(IkcStatus.PeerDied, "The peer is gone.");
        Check(error, "An area cannot be offered");
    }

    public override LaneBell CreateBell(Peer peer)
    {
        int bell = _bells.Take();
        if (bell == 0)
            throw new IkcException(IkcStatus.LimitReached, $"A node has {DeviceAbi.BellsMax - 1} bells for synchronous callers.");
        return new DeviceLaneBell(_device, _bells, _self, bell);
    }

    // ---- waiting --------------------------------------------------------------------------------------------------------------------------

    public override void Interrupt()
    {
        Volatile.Write(ref _interrupted, 1); // before the ring, which the pump takes before it reads this
        _ = _device.Ring(_self, 0);
    }

    public override int Wait(Span<FabricEvent> events, long timeoutNs)
    {
        int count = 0;
        long deadlineNs = timeoutNs == 0 ? 0 : MonotonicClock.After(timeoutNs);
        do
        {
            ulong deaths = DeviceAbi.AnyDeaths;
            int room = Math.Min(events.Length / 2, EventsPerRound); // one can be two: a node that is new, and what it did
            if (_device.Wait(0, _events.AsSpan(0, room), deadlineNs, ref deaths, out int found) != 0)
                return 0; // closed meanwhile
            for (int i = 0; i < found; i++)
                Translate(_events[i], events, ref count);
        }
        while (count == 0 && timeoutNs != 0 && !_disposed && MonotonicClock.Remaining(deadlineNs) != 0);
        return count;
    }

    public override void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _device.Dispose();
        _runtime.Dispose();
    }

    private void Translate(in DeviceAbi.Event news, Span<FabricEvent> events, ref int count)
    {
        switch (news.Kind)
        {
            case DeviceAbi.EventRang when news.Node == _self:
                if (Interlocked.Exchange(ref _interrupted, 0) != 0)
                    events[count++] = new FabricEvent { Kind = FabricEventKind.Interrupted };
                break;
            case DeviceAbi.EventRang:
                if (PeerOf(news.Node, events, ref count) is { } ringer)
                    events[count++] = new FabricEvent { Kind = FabricEventKind.Rang, Peer = ringer };
                break;
            case DeviceAbi.EventOffered:
                TakeOffer(news, events, ref count);
                break;
            case DeviceAbi.EventChanged:
                events[count++] = new FabricEvent { Kind = FabricEventKind.Changed };
                break;
            case DeviceAbi.EventTaken:
                if (NameOf((uint)news.Tag) is { } name)
                    events[count++] = new FabricEvent { Kind = FabricEventKind.TakeoverAsked, ServiceName = name };
                break;
            case DeviceAbi.EventDied:
                if (Forget(news.Node) is { } gone)
                    events[count++] = new FabricEvent { Kind = FabricEventKind.Died, Peer = gone };
                break;
        }
    }

    private void TakeOffer(in DeviceAbi.Event news, Span<FabricEvent> events, ref int count)
    {
        if (PeerOf(news.Node, events, ref count) is not { } peer)
            return;
        if (_device.MapOffered(news.Area, out SharedMapping? mapping) != 0)
            return; // withdrawn meanwhile, or no address space: the peer gets no answer before its deadline
        events[count++] = new FabricEvent
        {
            Kind = FabricEventKind.Offered,
            Peer = peer,
            Area = new DevicePeerArea(_device, news.Area, mapping!),
            Tag = news.Tag,
        };
    }

    /// <summary>The peer, entered and told of when it is new; null when it has died meanwhile.</summary>
    private DevicePeer? PeerOf(in DeviceAbi.Handle handle, Span<FabricEvent> events, ref int count)
    {
        lock (_lock)
        {
            if (_peers.TryGetValue(handle, out DevicePeer? known))
                return known;
        }

        if (!_table.TryFind(handle, out uint userId, out _))
            return null;
        lock (_lock)
        {
            ref DevicePeer? entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_peers, handle, out bool exists);
            if (exists)
                return entry;
            entry = new DevicePeer(handle, userId);
            events[count++] = new FabricEvent { Kind = FabricEventKind.Joined, Peer = entry };
            return entry;
        }
    }

    private DevicePeer? Forget(in DeviceAbi.Handle handle)
    {
        lock (_lock)
        {
            if (!_peers.Remove(handle, out DevicePeer? peer))
                return null;
            peer.TryMarkDead();
            return peer;
        }
    }

    private string? NameOf(uint entry)
    {
        lock (_lock)
            return _published.Remove(entry, out string? name) ? name : null;
    }

    private static void Check(int error, string tried)
    {
        if (error != 0)
            throw LinuxError.Exception(tried, error);
    }

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw new IkcException(IkcStatus.Closed, "The node was closed.");
    }
}
