// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

/// <summary>A node, never taken for an earlier one: the epoch changes with every rebirth.</summary>
/// <param name="Instance">Kernel instance; 0 is the host. On the local fabric: what the process claims.</param>
/// <param name="Node">Number of the node on its instance (local: process id, for people only).</param>
/// <param name="Epoch">64 random bits of this opening of the node.</param>
internal readonly record struct NodeIdentity(int Instance, uint Node, ulong Epoch);
