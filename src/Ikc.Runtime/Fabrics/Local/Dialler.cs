// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>Makes connections to other nodes: to link to them, or to ask for a service's name.</summary>
internal sealed class Dialler(
    DomainDirectory domain, DomainScan scan, OwnNode node, LinkTable table, Doorman doorman, IReadOnlySet<uint> allowedUids,
    LocalFabricOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<NodeIdentity, Target> _targets = [];

    /// <summary>The link to a node; made unless there is one that lives.</summary>
    public LocalPeer Link(NodeIdentity to, TimeSpan deadline)
    {
        long endNs = MonotonicClock.After(deadline);
        Target target = TargetOf(to);
        long left = MonotonicClock.Remaining(endNs);
        if (!Monitor.TryEnter(target, left < 0 ? -1 : (int)Math.Min(left / 1_000_000, int.MaxValue)))
            throw TooLate(to);
        try
        {
            if (target.Link is not { IsDead: false })
                target.Link = MakeLink(to, endNs);
            return target.Link;
        }
        finally
        {
            Monitor.Exit(target);
        }
    }

    /// <summary>Asks the owner of a service's name to give it up, and waits for its word.</summary>
    /// <returns>Whether it did; false when it was not the owner any more.</returns>
    public bool AskForName(NodeIdentity owner, string serviceName, long endNs)
    {
        using FileDescriptor socket = Dial(owner, endNs, out _);
        if (LocalSocket.Send(socket, LinkWire.TakeOver(serviceName), null) != 0)
            return false;
        byte[] buffer = new byte[LocalLimits.MessageBytesMax];
        _ = ReadHello(socket, buffer, owner, endNs, out _);
        ReadOnlySpan<byte> payload = Read(socket, buffer, owner, LinkVerb.TakenOver, endNs);
        return LinkWire.ReadStatus(payload) == IkcStatus.Ok;
    }

    private LocalPeer MakeLink(NodeIdentity to, long endNs)
    {
        FileDescriptor socket = Dial(to, endNs, out uint userId);
        try
        {
            _ = LocalSocket.Send(socket, node.HelloMessage, null); // a refusal, if it failed, is read below
            NodeRow row = ReadHello(socket, new byte[LocalLimits.MessageBytesMax], to, endNs, out ushort minor);
            var link = new LocalPeer(table, options, socket, userId);
            link.Join(row.Identity, minor);
            if (!table.TryAdd(link))
                throw new IkcException(IkcStatus.LimitReached, $"A node may have at most {options.PeersMax} links.");
            return link;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private FileDescriptor Dial(NodeIdentity to, long endNs, out uint userId)
    {
        FileDescriptor socket = LocalSocket.Create();
        try
        {
            string path = domain.SocketPath(NodeFileNames.Socket(to));
            int error;
            while ((error = LocalSocket.Connect(socket, path)) == Errno.TryAgain)
            {
                // Its queue is full, and no event tells when it is not. A connection of this node's own may be what it waits for.
                if (MonotonicClock.Remaining(endNs) == 0)
                    throw TooLate(to);
                doorman.AcceptSome();
                Thread.Sleep(LocalLimits.RetryPause);
            }

            if (error == Errno.ConnectionRefused)
                scan.RemoveIfDead(to);
            if (error == Errno.ConnectionRefused || error == Errno.NoSuchFile)
            {
                Forget(to);
                throw new IkcException(IkcStatus.NotFound, $"{to} is gone.");
            }

            if (error != 0)
                throw LinuxError.Exception($"{to} cannot be reached", error);
            if (!Doorman.MayCome(socket, allowedUids, out userId))
                throw new IkcException(IkcStatus.PermissionDenied, $"{to} belongs to user {userId}, who is not on this node's list.");
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Reads the hello, which must repeat what the name of the row's file says.</summary>
    private NodeRow ReadHello(FileDescriptor socket, byte[] buffer, NodeIdentity from, long endNs, out ushort minor)
    {
        ReadOnlySpan<byte> payload = Read(socket, buffer, from, LinkVerb.Hello, endNs);
        IkcStatus status = LinkWire.ReadHello(payload, out minor, out NodeRow? row);
        if (status == IkcStatus.IncompatibleContract)
            throw new IkcException(status, $"{from} speaks another major version of the fabric's protocol than {LinkWire.Major}.");
        if (status != IkcStatus.Ok || row!.Identity != from)
            throw new IkcException(IkcStatus.ProtocolViolation, $"{from} answered with a hello that is not its own.");
        return row;
    }

    private ReadOnlySpan<byte> Read(FileDescriptor socket, byte[] buffer, NodeIdentity from, LinkVerb expected, long endNs)
    {
        bool sawReset = false;
        while (true)
        {
            int error = LocalSocket.Receive(socket, buffer, out ReceivedMessage received);
            received.Descriptor?.Dispose();
            if (error == Errno.TryAgain)
            {
                if (!doorman.WaitReadable(socket, endNs))
                    throw TooLate(from);
                continue;
            }

            if (error == Errno.ConnectionReset && !sawReset)
            {
                sawReset = true; // it stands before what was sent earlier
                continue;
            }

            if (error != 0 || received.LengthBytes == 0)
                throw new IkcException(IkcStatus.NotFound, $"{from} ended the connection.");
            if (received.IsBroken || received.Descriptor is not null
                || !LinkWire.TryOpen(buffer.AsSpan(0, received.LengthBytes), out LinkVerb verb, out ReadOnlySpan<byte> payload))
                throw new IkcException(IkcStatus.ProtocolViolation, $"{from} sent a message that is none.");
            if (verb == LinkVerb.Refused)
                throw new IkcException(LinkWire.ReadStatus(payload), $"{from} refuses this node: {LinkWire.ReadStatus(payload)}.");
            if (verb != expected)
                throw new IkcException(IkcStatus.ProtocolViolation, $"{from} sent {verb} instead of {expected}.");
            return payload;
        }
    }

    private Target TargetOf(NodeIdentity to)
    {
        lock (_lock)
        {
            if (_targets.TryGetValue(to, out Target? target))
                return target;
            if (_targets.Count >= LocalLimits.NodesMax)
                DropDead();
            _targets.Add(to, target = new Target());
            return target;
        }
    }

    private void Forget(NodeIdentity to)
    {
        lock (_lock)
            _targets.Remove(to);
    }

    private void DropDead()
    {
        foreach ((NodeIdentity identity, Target target) in _targets)
        {
            if (target.Link is { IsDead: true })
                _targets.Remove(identity);
        }
    }

    private static IkcException TooLate(NodeIdentity to) => new(IkcStatus.DeadlineExceeded, $"{to} did not answer in time.");

    /// <summary>What is locked while a node is dialled.</summary>
    private sealed class Target
    {
        public LocalPeer? Link;
    }
}
