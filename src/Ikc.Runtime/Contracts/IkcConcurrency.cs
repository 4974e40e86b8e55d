// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>Where a service's methods run.</summary>
public enum IkcConcurrency
{
    /// <summary>
    /// In the node's pump: nothing is faster, and one method at a time runs in the node until it returns or awaits. One that blocks is
    /// noticed after some milliseconds, and another thread goes on with the other channels.
    /// </summary>
    Inline = 0,

    /// <summary>
    /// On the thread pool, one work item a channel: the calls of one calling thread stay in order, those of different threads run side by
    /// side, and a slow method delays nobody else.
    /// </summary>
    PerChannel = 1,
}
