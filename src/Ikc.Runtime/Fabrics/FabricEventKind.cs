// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

internal enum FabricEventKind
{
    None = 0,

    /// <summary>The peer rang bell 0.</summary>
    Rang,

    /// <summary>The peer offered an area.</summary>
    Offered,

    /// <summary>A node linked itself to this one.</summary>
    Joined,

    /// <summary>The peer's process or kernel is gone, or it ended the link, or broke the fabric's protocol.</summary>
    Died,

    /// <summary>The list of nodes or their services has changed.</summary>
    Changed,

    /// <summary>Another node takes a service name over; the name has already passed.</summary>
    TakeoverAsked,

    /// <summary>Somebody in this process called <see cref="Fabric.Interrupt"/>.</summary>
    Interrupted,
}
