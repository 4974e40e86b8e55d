// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>A bell of this node's, on which one lane's thread sleeps in the kernel.</summary>
internal sealed class DeviceLaneBell(IkcDevice device, DeviceBells bells, DeviceAbi.Handle self, int number) : LaneBell
{
    private readonly DeviceAbi.Event[] _events = new DeviceAbi.Event[8];
    private ulong _deaths;
    private int _disposed;

    public override int Number => number;

    public override void Drain()
    {
        ulong any = DeviceAbi.AnyDeaths;
        while (device.Wait(number, _events, 0, ref any, out int count) == 0 && count == _events.Length)
        {
            any = DeviceAbi.AnyDeaths;
        }
    }

    /// <summary>A death of any peer ends it, too; the caller looks whether it was its own.</summary>
    public override bool Wait(long timeoutNs)
    {
        ulong known = _deaths;
        int error = device.Wait(number, _events, timeoutNs == 0 ? 0 : MonotonicClock.After(timeoutNs), ref _deaths, out int count);
        return error != 0 || count > 0 || _deaths != known;
    }

    public override void Signal() => device.Ring(self, number);

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            bells.Return(number);
    }
}
