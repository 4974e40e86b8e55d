// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

/// <summary>A link to another node (or to this one itself): who is on the other end, and whether it lives.</summary>
internal abstract class Peer
{
    private int _dead;

    /// <summary>Who it says it is; instance and epoch are checked against its row where the fabric can.</summary>
    public abstract NodeIdentity Identity { get; }

    /// <summary>The user on the other side, as the kernel says.</summary>
    public abstract uint UserId { get; }

    /// <summary>True after the link has ended; never false again.</summary>
    public bool IsDead => Volatile.Read(ref _dead) != 0;

    /// <summary>What the layer above keeps for this link. Written once by the pump.</summary>
    public object? State { get; set; }

    /// <summary>Marks the link as ended.</summary>
    /// <returns>True for the first caller.</returns>
    public bool TryMarkDead() => Interlocked.Exchange(ref _dead, 1) == 0;
}
