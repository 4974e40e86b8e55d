// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>
/// Reads who is in the domain, and removes what the dead have left. A node is dead when its row is unlocked and its socket refuses;
/// neither process ids nor ages say so.
/// </summary>
internal sealed class DomainScan(DomainDirectory domain, ServiceNames names, IReadOnlySet<uint> allowedUids)
{
    /// <summary>Every living node's row but the own one.</summary>
    public List<NodeRow> ReadOthers(NodeIdentity self)
    {
        List<NodeRow> rows = [];
        byte[] buffer = new byte[LocalLimits.RowBytesMax + 1];
        foreach (string file in domain.Files(NodeFileNames.NodePrefix, NodeFileNames.RowEnding))
        {
            if (NodeFileNames.TryParseRow(file, out NodeIdentity node) && node != self && TryRead(node, file, buffer) is { } row)
                rows.Add(row);
        }

        return rows;
    }

    /// <summary>Removes what a node has left if it is dead, or was dead already.</summary>
    public void RemoveIfDead(NodeIdentity node) => TryRead(node, NodeFileNames.Row(node), new byte[LocalLimits.RowBytesMax + 1]);

    /// <summary>A number that changes when a row comes, goes or is rewritten.</summary>
    public ulong Fingerprint()
    {
        ulong sum = 0;
        foreach (string file in domain.Files(NodeFileNames.NodePrefix, NodeFileNames.RowEnding))
        {
            if (DomainFiles.TryStat(domain.Descriptor, file, out FileFacts facts))
                sum += (facts.Inode ^ (ulong)facts.ModifiedSeconds << 40) * 0x9E3779B97F4A7C15 ^ (ulong)string.GetHashCode(file);
        }

        return sum;
    }

    /// <summary>Removes everything that the dead have left; once for each opening of a node.</summary>
    public void Sweep(NodeIdentity self)
    {
        _ = ReadOthers(self);
        foreach (string file in domain.Files(NodeFileNames.NodePrefix, NodeFileNames.SocketEnding))
        {
            if (NodeFileNames.TryParseSocket(file, out NodeIdentity node) && node != self
                && !DomainFiles.TryStat(domain.Descriptor, NodeFileNames.Row(node), out _) && Refuses(file))
                _ = DomainFiles.Unlink(domain.Descriptor, file);
        }

        foreach (string file in domain.Files(NodeFileNames.NamePrefix, NodeFileNames.LockEnding))
            names.RemoveStale(file);
        long oldest = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - LocalLimits.StagedAgeSeconds;
        foreach (string file in domain.Files(NodeFileNames.StagingPrefix, ""))
        {
            if (DomainFiles.TryStat(domain.Descriptor, file, out FileFacts facts) && facts.ModifiedSeconds < oldest)
                _ = DomainFiles.Unlink(domain.Descriptor, file);
        }
    }

    private NodeRow? TryRead(NodeIdentity node, string file, byte[] buffer)
    {
        if (DomainFiles.OpenToRead(domain.Descriptor, file, out FileDescriptor? descriptor) != 0)
            return null;
        using (descriptor)
        {
            bool isAllowed = DomainFiles.TryStat(descriptor!, out FileFacts facts) && allowedUids.Contains(facts.UserId);
            int length = DomainFiles.Read(descriptor!, buffer);
            NodeRow? row = null;
            bool isRow = length <= LocalLimits.RowBytesMax && RowCodec.TryDecode(buffer.AsSpan(0, length), out row)
                && row!.Identity == node;

            // An unlocked row may also be one that its living node has just replaced: the socket decides.
            if (!DomainFiles.IsLocked(descriptor!) && Refuses(NodeFileNames.Socket(node)))
            {
                Remove(node, row);
                return null;
            }

            return isAllowed && isRow ? row : null;
        }
    }

    private bool Refuses(string socketFile)
    {
        using FileDescriptor socket = LocalSocket.Create();
        int error = LocalSocket.Connect(socket, domain.SocketPath(socketFile));
        return error == Errno.ConnectionRefused || error == Errno.NoSuchFile; // none: the socket was removed already
    }

    private void Remove(NodeIdentity node, NodeRow? row)
    {
        foreach (ServiceRow service in row?.Services ?? [])
            names.RemoveStale(NodeFileNames.NameLock(service.Name));
        _ = DomainFiles.Unlink(domain.Descriptor, NodeFileNames.Socket(node));
        _ = DomainFiles.Unlink(domain.Descriptor, NodeFileNames.Row(node));
    }
}
