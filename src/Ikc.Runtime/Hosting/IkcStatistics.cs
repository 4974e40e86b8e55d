// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Ikc.Channels;
using Ikc.Native;

namespace Ikc;

/// <summary>Reads the counters of running nodes from outside: of any process of the same user, without its help.</summary>
public static class IkcStatistics
{
    /// <summary>The nodes of a domain that have counters.</summary>
    /// <param name="directory">The domain's directory (<see cref="IkcNode.RuntimeDirectory"/>).</param>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public static IReadOnlyList<IkcNodeStatistics> Read(string directory)
    {
        var nodes = new List<IkcNodeStatistics>();
        foreach (string path in StatisticsFile.Living(directory))
        {
            if (TryRead(path) is { } node)
                nodes.Add(node);
        }

        return nodes;
    }

    private static IkcNodeStatistics? TryRead(string path)
    {
        byte[] copy;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            copy = new byte[StatisticsHeader.FileBytes];
            if (file.ReadAtLeast(copy, copy.Length, throwOnEndOfStream: false) < copy.Length)
                return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // its node has just ended
        }

        StatisticsHeader header = MemoryMarshal.Read<StatisticsHeader>(copy);
        if (header.Magic != StatisticsHeader.MagicValue || header.VersionMajor != StatisticsHeader.VersionMajorValue
            || header.RowBytes != ChannelCounters.SizeBytes || header.Rows != StatisticsHeader.RowsMax)
            return null;
        ReadOnlySpan<ChannelCounters> rows = MemoryMarshal.Cast<byte, ChannelCounters>(copy.AsSpan(StatisticsHeader.RowsOffset));
        var channels = new List<IkcChannelStatistics>();
        foreach (ref readonly ChannelCounters row in rows)
        {
            if (row.Role != 0)
                channels.Add(IkcChannelStatistics.Of(row));
        }

        return new IkcNodeStatistics(header.Instance, header.Node, header.Epoch, channels);
    }
}
