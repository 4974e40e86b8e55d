// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>A node, as another one sees it.</summary>
/// <param name="Instance">Its kernel instance; 0 is the host. On the local fabric: what its process claims.</param>
/// <param name="Node">Its number on that instance; on the local fabric its process id. For people, never for decisions.</param>
/// <param name="Epoch">Changes with every opening of a node.</param>
/// <param name="UserId">The user that runs it, as the kernel says.</param>
public readonly record struct IkcPeer(int Instance, uint Node, ulong Epoch, uint UserId);
