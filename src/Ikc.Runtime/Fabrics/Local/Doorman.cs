// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>
/// Takes connections in: checks the user, says hello, and leaves the rest to the pump. A thread that waits for another node's hello works
/// as one too, so that two nodes that dial each other, or a node that dials itself, need no second thread.
/// </summary>
internal sealed class Doorman(
    OwnNode node, LinkTable table, EpollSet epoll, IReadOnlySet<uint> allowedUids, LocalFabricOptions options,
    Action<TimeSpan> choresWithin)
{
    public const ulong Key = 1;

    private readonly Lock _lock = new();
    private long _restEndNs;

    /// <summary>True while no descriptor was left for an accept and the listener is out of the poll set.</summary>
    public bool IsResting => Volatile.Read(ref _restEndNs) != 0;

    /// <summary>Whether the user on the other end of a connection is on the list. What cannot be known is not.</summary>
    public static bool MayCome(FileDescriptor socket, IReadOnlySet<uint> allowedUids, out uint userId) =>
        LocalSocket.TryGetPeerUser(socket, out userId) && allowedUids.Contains(userId);

    /// <summary>Accepts what waits, up to a round's share.</summary>
    public void AcceptSome()
    {
        lock (_lock)
        {
            for (int i = 0; i < LocalLimits.AcceptsPerRound && _restEndNs == 0; i++)
            {
                int error = LocalSocket.Accept(node.Listener, out FileDescriptor? accepted);
                if (error == Errno.TryAgain || error == Errno.BadDescriptor)
                    return;
                if (error == 0)
                    TakeIn(accepted!);
                else if (error != Errno.Interrupted && error != Errno.ConnectionAborted)
                    Rest();
            }
        }
    }

    /// <summary>Ends a rest whose time is over.</summary>
    /// <returns>When the present rest is over, or never.</returns>
    public long DoChores(long nowNs)
    {
        lock (_lock)
        {
            if (_restEndNs == 0)
                return MonotonicClock.Never;
            if (_restEndNs > nowNs)
                return _restEndNs;
            _restEndNs = 0;
            epoll.Change(node.Listener, Key, readable: true, writable: false);
            return MonotonicClock.Never;
        }
    }

    /// <summary>Sleeps until the socket can be read, and takes connections in meanwhile.</summary>
    /// <returns>False when the moment has passed.</returns>
    public bool WaitReadable(FileDescriptor socket, long endNs)
    {
        while (true)
        {
            long restEnd = Volatile.Read(ref _restEndNs);
            long left = MonotonicClock.Remaining(restEnd == 0 ? endNs : Math.Min(endNs, restEnd));
            int ready = Polling.WaitReadable(socket, restEnd == 0 ? node.Listener : null, left);
            if ((ready & 1) != 0)
                return true;
            if ((ready & 2) != 0)
                AcceptSome();
            if (restEnd != 0)
                DoChores(MonotonicClock.NowNs);
            if (MonotonicClock.Remaining(endNs) == 0)
                return false;
        }
    }

    private void TakeIn(FileDescriptor socket)
    {
        if (!MayCome(socket, allowedUids, out uint userId))
        {
            Refuse(socket, IkcStatus.PermissionDenied);
            return;
        }

        if (!table.HasRoom)
        {
            Refuse(socket, IkcStatus.LimitReached);
            return;
        }

        var link = new LocalPeer(table, options, socket, userId) { HelloEndNs = MonotonicClock.After(options.HelloTimeout) };
        if (LocalSocket.Send(socket, node.HelloMessage, null) != 0 || !table.TryAdd(link))
            link.Close();
        else
            choresWithin(options.HelloTimeout);
    }

    private static void Refuse(FileDescriptor socket, IkcStatus status)
    {
        _ = LocalSocket.Send(socket, LinkWire.Status(LinkVerb.Refused, status), null);
        socket.Dispose();
    }

    private void Rest()
    {
        // Without descriptors the listener stays readable, and the pump would spin on it.
        _restEndNs = MonotonicClock.After(options.AcceptPause);
        epoll.Change(node.Listener, Key, readable: false, writable: false);
        choresWithin(options.AcceptPause);
    }
}
