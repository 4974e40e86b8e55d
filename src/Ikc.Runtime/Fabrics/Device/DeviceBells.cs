// SPDX-License-Identifier: MIT
using System.Numerics;
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>The numbers of a node's bells. 0 is the pump's, and the few others go round among the lanes of all links.</summary>
internal sealed class DeviceBells(IkcDevice device, DeviceAbi.Handle self)
{
    private readonly Lock _lock = new();
    private ulong _free = ulong.MaxValue << 1;

    /// <summary>A bell for a lane; one that the pump rings when no number is free.</summary>
    public LaneBell Create(DevicePeer peer)
    {
        int number;
        lock (_lock)
        {
            if (_free == 0)
                return new PumpedLaneBell(peer);
            number = BitOperations.TrailingZeroCount(_free);
            _free &= _free - 1;
        }

        return new DeviceLaneBell(device, this, number, peer, self);
    }

    public void Return(DeviceLaneBell bell)
    {
        lock (_lock)
            _free |= 1UL << bell.Number;
    }
}
