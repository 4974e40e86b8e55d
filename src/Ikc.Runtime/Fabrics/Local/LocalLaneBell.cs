// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>
/// One end of a socket pair whose other end only the peer has, so that its death ends the pair; and an event of this process's own.
/// </summary>
internal sealed class LocalLaneBell(int number, LocalPeer peer, FileDescriptor socket) : LaneBell
{
    private readonly EventCounter _own = new();
    private int _disposed;

    public override int Number => number;

    public override void Drain()
    {
        LocalSocket.DrainBytes(socket);
        _own.Drain();
    }

    public override bool Wait(long timeoutNs)
    {
        if (peer.IsDead)
            return true;
        int ready = Polling.WaitReadable(socket, _own.Descriptor, timeoutNs);
        if ((ready & 1) != 0)
            LocalSocket.DrainBytes(socket);
        if ((ready & 2) != 0)
            _own.DrainReadable();
        return ready != 0;
    }

    public override void Signal() => _own.Signal();

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        peer.ForgetBell(this);
        socket.Dispose();
        _own.Signal(); // whoever still sleeps on it
        _own.Dispose();
    }
}
