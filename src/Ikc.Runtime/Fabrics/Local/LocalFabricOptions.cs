// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics.Local;

/// <summary>Where a node of the local fabric lives, whom it lets in, and how much they may make it spend.</summary>
internal sealed record LocalFabricOptions
{
    /// <summary>The domain's directory. Null: IKC_DOMAIN, else "ikc" in the user's runtime directory, else "/tmp/ikc-UID".</summary>
    public string? Domain { get; init; }

    /// <summary>The kernel instance that this process claims to be on. Null: IKC_INSTANCE, else 0.</summary>
    public int? Instance { get; init; }

    /// <summary>Users besides the own one that may link themselves to this node, and to whose nodes it links itself.</summary>
    public IReadOnlyList<uint>? AllowedUids { get; init; }

    /// <summary>Links, dialled and accepted together.</summary>
    public int PeersMax { get; init; } = 1024;

    /// <summary>Accepted connections that have not said hello yet; beyond it the oldest goes.</summary>
    public int StrangersMax { get; init; } = 64;

    /// <summary>How long an accepted connection may take to say hello.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the listener rests when no descriptor is left for an accept.</summary>
    public TimeSpan AcceptPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often the domain is looked at where the kernel has no directory watch left.</summary>
    public TimeSpan RescanInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Verbs that wait for room in one peer's socket. Beyond it: RingFull.</summary>
    public int QueuedVerbsMax { get; init; } = 1024;

    /// <summary>Bells of each side of one link.</summary>
    public int BellsPerPeerMax { get; init; } = 4096;

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

    /// <summary>The limits of what peers may make this node map.</summary>
    public MappingLimits Mappings => new()
    {
        AreaBytesMax = AreaBytesMax,
        AreasPerPeerMax = AreasPerPeerMax,
        AreaBytesPerPeerMax = AreaBytesPerPeerMax,
        AreasPerUserMax = AreasPerUserMax,
        AreaBytesPerUserMax = AreaBytesPerUserMax,
    };

    /// <summary>
    /// Whether this node is rung by words where the kernel can wait on several of them: its pump sleeps on them, and a thread of the
    /// fabric's sleeps on the sockets for it.
    /// </summary>
    public bool WaitsOnWords { get; init; }

    /// <summary>Whether no directory watch is to be used, as where the kernel has none left.</summary>
    public bool RescanOnly { get; init; }
}
