// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>The peers of a node, by their handles. A peer enters with this node's connect, or with the first event that it causes.</summary>
internal sealed class DeviceLinks(DeviceTable table, DeviceAbi.Handle self, uint userId)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DeviceAbi.Handle, DevicePeer> _peers = [];
    private DevicePeer? _toSelf;

    /// <summary>The link to a node. NotFound when it is gone, PermissionDenied when one of the two does not admit the other.</summary>
    public DevicePeer Connect(in DeviceAbi.Handle node)
    {
        if (!table.TryFind(node, out DeviceAbi.Node row))
            throw new IkcException(IkcStatus.NotFound, $"{DeviceRows.IdentityOf(node)} is gone.");
        const uint BothAllow = DeviceAbi.NodeAllowsMe | DeviceAbi.NodeAllowed;
        if ((row.Flags & BothAllow) != BothAllow)
        {
            string who = (row.Flags & DeviceAbi.NodeAllowsMe) == 0 ? "does not admit this node" : "is not on this node's list";
            throw new IkcException(IkcStatus.PermissionDenied, $"{DeviceRows.IdentityOf(node)} of user {row.Uid} {who}.");
        }

        lock (_lock)
        {
            if (!_peers.TryGetValue(node, out DevicePeer? peer))
                _peers.Add(node, peer = new DevicePeer(node, row.Uid));
            return peer;
        }
    }

    /// <summary>The calling end of the link of this node to itself.</summary>
    public DevicePeer ConnectToSelf(out bool isNew)
    {
        lock (_lock)
        {
            isNew = _toSelf is null;
            if (_toSelf is null)
            {
                _toSelf = new DevicePeer(self, userId);
                _toSelf.OtherEnd = new DevicePeer(self, userId) { OtherEnd = _toSelf };
            }

            return _toSelf;
        }
    }

    /// <summary>Both ends of the link to itself; none before there is one.</summary>
    public DevicePeer[] ToSelf()
    {
        lock (_lock)
            return _toSelf is null ? [] : [_toSelf, _toSelf.OtherEnd!];
    }

    /// <summary>From whom an event comes; null when it is gone already, or has left no trace.</summary>
    public DevicePeer? Find(in DeviceAbi.Handle node, bool mayBeNew, out bool isNew)
    {
        isNew = false;
        lock (_lock)
        {
            if (_peers.TryGetValue(node, out DevicePeer? known))
                return known;
        }

        if (!mayBeNew || !table.TryFind(node, out DeviceAbi.Node row))
            return null;
        lock (_lock)
        {
            if (_peers.TryGetValue(node, out DevicePeer? known))
                return known; // a connect of this node's came first
            isNew = true;
            var peer = new DevicePeer(node, row.Uid);
            _peers.Add(node, peer);
            return peer;
        }
    }

    public void Remove(DevicePeer peer)
    {
        lock (_lock)
        {
            if (_peers.GetValueOrDefault(peer.Handle) == peer)
                _peers.Remove(peer.Handle);
            if (_toSelf == peer || _toSelf == peer.OtherEnd)
                _toSelf = null;
        }
    }

    public DevicePeer[] Snapshot()
    {
        lock (_lock)
            return [.. _peers.Values, .. ToSelf()];
    }
}
