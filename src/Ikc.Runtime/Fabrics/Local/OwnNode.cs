// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>
/// This node as others find it: a listening socket, and a row file beside it. The row file is locked for as long as the node lives, so
/// that scanners see who is alive without waking anybody.
/// </summary>
internal sealed class OwnNode : IDisposable
{
    private const int StagingTriesMax = 3;

    private readonly DomainDirectory _domain;
    private readonly Lock _lock = new();
    private readonly List<ServiceRow> _services = [];
    private FileDescriptor? _rowFile;
    private bool _disposed;

    private OwnNode(DomainDirectory domain, NodeIdentity identity, FileDescriptor listener)
    {
        _domain = domain;
        Identity = identity;
        Listener = listener;
        HelloMessage = [];
    }

    public NodeIdentity Identity { get; }

    public FileDescriptor Listener { get; }

    /// <summary>The hello with the row as it now is.</summary>
    public byte[] HelloMessage { get; private set; }

    public NodeRow Row
    {
        get
        {
            lock (_lock)
                return new NodeRow(Identity, NodeState.Serving, [.. _services]);
        }
    }

    public static OwnNode Start(DomainDirectory domain, int instance)
    {
        ulong epoch = RandomNumber.Next() | 1; // never 0
        var identity = new NodeIdentity(instance, DomainFiles.ProcessId, epoch);
        var node = new OwnNode(domain, identity, Listen(domain, NodeFileNames.Socket(identity)));
        try
        {
            lock (node._lock)
                node.WriteRow();
            return node;
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    public void Add(ServiceRow service)
    {
        lock (_lock)
        {
            _services.Add(service);
            try
            {
                WriteRow();
            }
            catch
            {
                _services.Remove(service);
                throw;
            }
        }
    }

    /// <summary>Takes a service out; the row file follows where it can be written.</summary>
    public bool TryRemove(string serviceName)
    {
        lock (_lock)
        {
            if (_disposed || _services.RemoveAll(service => service.Name == serviceName) == 0)
                return false;
            WriteRow();
            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            // The row before the socket: a row without one is a dead node's.
            _ = DomainFiles.Unlink(_domain.Descriptor, NodeFileNames.Row(Identity));
            _ = DomainFiles.Unlink(_domain.Descriptor, NodeFileNames.Socket(Identity));
            _rowFile?.Dispose();
            Listener.Dispose();
        }
    }

    private static FileDescriptor Listen(DomainDirectory domain, string file)
    {
        string staged = NodeFileNames.Staged(file);
        for (int i = 1; ; i++)
        {
            FileDescriptor socket = LocalSocket.Create();
            int error = LocalSocket.Listen(socket, domain.SocketPath(staged), LocalLimits.Backlog);
            if (error == 0)
                error = DomainFiles.Rename(domain.Descriptor, staged, file);
            if (error == 0)
                return socket;
            socket.Dispose();
            _ = DomainFiles.Unlink(domain.Descriptor, staged);

            // A process that stood still between the two steps finds its staged name removed by a scanner.
            if (error != Errno.NoSuchFile || i == StagingTriesMax)
                throw LinuxError.Exception($"No socket can be made in the domain's directory {domain.Path}", error);
        }
    }

    private void WriteRow()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        byte[] row = RowCodec.Encode(new NodeRow(Identity, NodeState.Serving, _services));
        HelloMessage = LinkWire.Hello(row);
        string name = NodeFileNames.Row(Identity);
        string staged = NodeFileNames.Staged(name);
        int error = DomainFiles.OpenToWrite(_domain.Descriptor, staged, mustBeNew: true, out FileDescriptor? file);
        if (error == 0)
        {
            bool locked = DomainFiles.TryLock(file!); // nobody else knows the file yet
            error = locked ? DomainFiles.Write(file!, row) : Errno.TryAgain;
        }

        if (error == 0)
            error = DomainFiles.Rename(_domain.Descriptor, staged, name);
        if (error != 0)
        {
            file?.Dispose();
            _ = DomainFiles.Unlink(_domain.Descriptor, staged);
            throw LinuxError.Exception($"The node's row cannot be written in the domain's directory {_domain.Path}", error);
        }

        _rowFile?.Dispose(); // only now: a moment without any lock would look like a death
        _rowFile = file;
    }
}
