// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>Limits that a program can come to by nesting and lending, each with what happens then.</summary>
public static class IkcLimits
{
    /// <summary>
    /// Synchronous calls that service methods (callbacks among them) of one node may have waiting inside one another. The next one fails
    /// with LimitReached, NotSent, before anything of it is sent.
    /// </summary>
    public const int NestedCalls = 63;

    /// <summary>The same for a node whose pump is Manual, where all of them stand on one thread's stack.</summary>
    public const int NestedCallsManual = 16;

    /// <summary>
    /// Callbacks that one connection has lent and not got back at a time. A call that would lend one more fails with LimitReached, NotSent.
    /// </summary>
    public const int Callbacks = 256;
}
