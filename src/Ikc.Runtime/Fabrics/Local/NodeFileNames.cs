// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ikc.Fabrics.Local;

/// <summary>How the files of a domain are called. A node's names hold its epoch, so no name is ever used twice.</summary>
internal static class NodeFileNames
{
    public const string NodePrefix = "node-";
    public const string SocketEnding = ".sock";
    public const string RowEnding = ".row";
    public const string NamePrefix = "name-";
    public const string LockEnding = ".lock";

    /// <summary>Files on their way to their name; scanners skip them.</summary>
    public const string StagingPrefix = ".new-";

    public static ReadOnlySpan<byte> RowEndingUtf8 => ".row"u8;

    public static string Socket(in NodeIdentity node) => Stem(node) + SocketEnding;

    public static string Row(in NodeIdentity node) => Stem(node) + RowEnding;

    public static string Staged(string file) => StagingPrefix + file;

    /// <summary>The lock file of a service name, which may hold any character and be too long for a file's name.</summary>
    public static string NameLock(string serviceName)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(serviceName));
        return NamePrefix + Convert.ToHexStringLower(hash.AsSpan(0, 16)) + LockEnding;
    }

    /// <summary>Takes a row's file name apart.</summary>
    public static bool TryParseRow(ReadOnlySpan<char> file, out NodeIdentity node) => TryParse(file, RowEnding, out node);

    /// <summary>Takes a socket's file name apart.</summary>
    public static bool TryParseSocket(ReadOnlySpan<char> file, out NodeIdentity node) => TryParse(file, SocketEnding, out node);

    private static string Stem(in NodeIdentity node) =>
        string.Create(CultureInfo.InvariantCulture, $"{NodePrefix}{node.Instance}-{node.Node}-{node.Epoch:x16}");

    private static bool TryParse(ReadOnlySpan<char> file, string ending, out NodeIdentity node)
    {
        node = default;
        if (!file.StartsWith(NodePrefix, StringComparison.Ordinal) || !file.EndsWith(ending, StringComparison.Ordinal))
            return false;
        ReadOnlySpan<char> stem = file[NodePrefix.Length..^ending.Length];
        Span<Range> parts = stackalloc Range[4];
        if (stem.Split(parts, '-') != 3
            || !int.TryParse(stem[parts[0]], NumberStyles.None, CultureInfo.InvariantCulture, out int instance)
            || !uint.TryParse(stem[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            || !ulong.TryParse(stem[parts[2]], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong epoch))
            return false;
        node = new NodeIdentity(instance, number, epoch);
        return true;
    }
}
