// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>
/// The bell of a lane for which the node has no number left: the peer rings the pump's, and the pump passes it on. It costs the lane a
/// change of threads, and nothing else.
/// </summary>
internal sealed class PumpedLaneBell : LaneBell
{
    private readonly DevicePeer _peer;
    private readonly EventCounter _rung = new();

    public PumpedLaneBell(DevicePeer peer)
    {
        _peer = peer;
        peer.Add(this);
    }

    public override int Number => 0;

    public override void Drain() => _rung.Drain();

    public override bool Wait(long timeoutNs)
    {
        if (_peer.IsDead)
            return true;
        if (Polling.WaitReadable(_rung.Descriptor, null, timeoutNs) == 0)
            return false;
        _rung.DrainReadable();
        return true;
    }

    public override void Signal() => _rung.Signal();

    public override void PassOn() => Signal();

    public override void Dispose()
    {
        _peer.Remove(this);
        _rung.Signal(); // whoever still sleeps on it
        _rung.Dispose();
    }
}
