// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics.Device;

/// <summary>Whom a node of the device lets in, and how much they may make it spend.</summary>
internal sealed record DeviceFabricOptions
{
    /// <summary>Users besides the own one that may reach this node.</summary>
    public IReadOnlyList<uint> AllowedUids { get; init; } = [];

    /// <summary>Where processes of this kernel find the node's counters; null: nowhere.</summary>
    public string? RuntimeDirectory { get; init; }

    public MappingLimits Mappings { get; init; } = new();
}
