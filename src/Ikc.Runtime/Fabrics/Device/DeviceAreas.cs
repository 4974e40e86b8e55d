// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>An area of this node's. Released when it is disposed of; its memory is used again when nobody maps it any more.</summary>
internal sealed class DeviceOwnArea(IkcDevice device, ulong id, SharedMapping mapping) : OwnArea(mapping)
{
    private int _disposed;

    public ulong Id => id;

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        device.Release(id);
        base.Dispose();
    }
}

/// <summary>An area of a peer's, mapped read-only. What is mapped stays, whatever becomes of the peer.</summary>
internal sealed class DevicePeerArea(IkcDevice device, ulong id, SharedMapping mapping) : PeerArea(mapping)
{
    private int _disposed;

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        device.Release(id);
        base.Dispose();
    }
}
