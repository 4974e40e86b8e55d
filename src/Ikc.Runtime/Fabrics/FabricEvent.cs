// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

/// <summary>One thing that happened to this node; see <see cref="FabricEventKind"/> for which fields mean something.</summary>
internal readonly struct FabricEvent
{
    public FabricEventKind Kind { get; init; }

    /// <summary>Whom it is about: all kinds but Changed, TakeoverAsked and Interrupted.</summary>
    public Peer? Peer { get; init; }

    /// <summary>Offered: the area, already mapped read-only and owned by the receiver of the event.</summary>
    public PeerArea? Area { get; init; }

    /// <summary>Offered: what the offerer said it is, untrusted.</summary>
    public ulong Tag { get; init; }

    /// <summary>TakeoverAsked: the name of the service that is to drain.</summary>
    public string? ServiceName { get; init; }
}
