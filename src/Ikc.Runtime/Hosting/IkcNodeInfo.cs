// SPDX-License-Identifier: MIT
using Ikc.Fabrics;

namespace Ikc;

/// <summary>A node and what it serves.</summary>
public sealed class IkcNodeInfo
{
    internal IkcNodeInfo(NodeRow row)
    {
        Instance = row.Identity.Instance;
        Node = row.Identity.Node;
        Epoch = row.Identity.Epoch;
        Services = [.. row.Services.Select(service => service.Name)];
    }

    /// <summary>Its kernel instance.</summary>
    public int Instance { get; }

    /// <summary>Its number on that instance; on the local fabric its process id.</summary>
    public uint Node { get; }

    /// <summary>Changes with every opening of a node.</summary>
    public ulong Epoch { get; }

    /// <summary>Names of its services.</summary>
    public IReadOnlyList<string> Services { get; }
}
