// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>Which of the node's bells are taken; 0 is the pump's.</summary>
internal sealed class DeviceBells
{
    private readonly Lock _lock = new();
    private ulong _used = 1;

    /// <summary>A free one, or 0.</summary>
    public int Take()
    {
        lock (_lock)
        {
            int bell = System.Numerics.BitOperations.TrailingZeroCount(~_used);
            if (bell >= DeviceAbi.BellsMax)
                return 0;
            _used |= 1UL << bell;
            return bell;
        }
    }

    public void Return(int bell)
    {
        lock (_lock)
            _used &= ~(1UL << bell);
    }
}
