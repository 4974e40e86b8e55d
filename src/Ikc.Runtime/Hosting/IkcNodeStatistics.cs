// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>The counters of one node at one moment.</summary>
/// <param name="Instance">Its kernel instance.</param>
/// <param name="Node">Its number on that instance; on the local fabric its process id.</param>
/// <param name="Epoch">Which of its lives.</param>
/// <param name="Channels">One entry for each open channel; lanes are channels.</param>
public sealed record IkcNodeStatistics(int Instance, uint Node, ulong Epoch, IReadOnlyList<IkcChannelStatistics> Channels);
