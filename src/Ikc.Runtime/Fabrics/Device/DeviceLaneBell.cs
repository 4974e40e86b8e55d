// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>A bell of the device's own: whoever waits on it is woken by the kernel, with nobody in between.</summary>
internal sealed class DeviceLaneBell : LaneBell
{
    private const int EventsMax = 8;

    private readonly IkcDevice _device;
    private readonly DeviceBells _bells;
    private readonly DevicePeer _peer;
    private readonly DeviceAbi.Handle _self;
    private ulong _deaths;
    private bool _sawDeath;
    private int _disposed;

    public DeviceLaneBell(IkcDevice device, DeviceBells bells, int number, DevicePeer peer, DeviceAbi.Handle self)
    {
        _device = device;
        _bells = bells;
        _peer = peer;
        _self = self;
        Number = number;
        _ = Look(0); // what a lane before left, and the count of deaths from which on this one listens
    }

    public override int Number { get; }

    public override void Drain()
    {
        ulong deaths = DeviceAbi.AnyDeaths; // those that the lane has not heard of end its wait
        Span<DeviceAbi.Event> events = stackalloc DeviceAbi.Event[EventsMax];
        while (_device.Wait(Number, events, 0, ref deaths, out int count) == 0 && count == EventsMax)
        {
        }
    }

    public override bool Wait(long timeoutNs)
    {
        long endNs = MonotonicClock.After(timeoutNs);
        while (!_peer.IsDead && !_sawDeath)
        {
            ulong before = _deaths;
            if (Look(timeoutNs == 0 ? 0 : MonotonicClock.Remaining(endNs)) is { } woke)
                return woke;
            if (before != _deaths) // somebody died; the pump is told who, and perhaps nobody pumps
                _sawDeath = _device.Nodes(_peer.Handle, [], out int count) == 0 && count == 0;
        }

        return true;
    }

    public override void Signal() => _ = _device.Ring(_self, Number);

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        Signal(); // whoever still sleeps on it
        _bells.Return(this);
    }

    /// <summary>One wait: true when it rang, false when the time has passed, null when only the count of deaths has changed.</summary>
    private bool? Look(long timeoutNs)
    {
        Span<DeviceAbi.Event> events = stackalloc DeviceAbi.Event[EventsMax];
        int error = _device.Wait(Number, events, timeoutNs, ref _deaths, out int count);
        if (error == Errno.TimedOut)
            return false;
        return error != 0 || count > 0 ? true : null; // an error is for whoever looks next
    }
}
