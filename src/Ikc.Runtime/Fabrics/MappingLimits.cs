// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

/// <summary>How much its peers may make a node map.</summary>
internal sealed record MappingLimits
{
    /// <summary>One area, of a peer's or of this node's. Beyond it: TooLarge.</summary>
    public long AreaBytesMax { get; init; } = 4L << 30;

    /// <summary>Areas that one peer may make this node map.</summary>
    public int AreasPerPeerMax { get; init; } = 16384;

    /// <summary>Bytes that one peer may make this node map.</summary>
    public long AreaBytesPerPeerMax { get; init; } = 16L << 30;

    /// <summary>Areas that all peers of one user may make this node map; the kernel's own limit is 65530 for a process.</summary>
    public int AreasPerUserMax { get; init; } = 32768;

    /// <summary>Bytes that all peers of one user may make this node map.</summary>
    public long AreaBytesPerUserMax { get; init; } = 64L << 30;
}
