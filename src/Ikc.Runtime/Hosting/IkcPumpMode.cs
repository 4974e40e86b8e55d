// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>Who reads what comes in for a node.</summary>
public enum IkcPumpMode
{
    /// <summary>A thread of the runtime.</summary>
    Own = 0,

    /// <summary>The application's own thread, by <see cref="IkcNode.Poll"/>; the runtime starts no thread.</summary>
    Manual = 1,
}
