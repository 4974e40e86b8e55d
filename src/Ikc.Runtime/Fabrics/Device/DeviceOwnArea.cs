// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>An area of this node's in its instance's window.</summary>
internal sealed class DeviceOwnArea(SharedMapping mapping, ulong id, DeviceAreas areas) : OwnArea(mapping)
{
    private int _disposed;

    public ulong Id => id;

    /// <summary>To whom it was offered; null before.</summary>
    public DevicePeer? Audience { get; set; }

    /// <summary>When its reader has certainly been able to take it.</summary>
    public long TakenNs { get; set; }

    public override void NoteTaken() => TakenNs = 0;

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        base.Dispose();
        areas.Retire(this);
        GC.SuppressFinalize(this);
    }

    /// <summary>What a failure on the way left behind would count against the node's quota for ever.</summary>
    ~DeviceOwnArea() => areas.Release(id);
}
