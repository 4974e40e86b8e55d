// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

/// <summary>What a node tells about itself.</summary>
/// <param name="Identity">Who it is.</param>
/// <param name="State">How it is.</param>
/// <param name="Services">What it publishes.</param>
internal sealed record NodeRow(NodeIdentity Identity, NodeState State, IReadOnlyList<ServiceRow> Services);
