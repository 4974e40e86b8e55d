// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Parsing;

/// <summary>Where a type stands in a method.</summary>
internal enum WirePosition
{
    /// <summary>A parameter of a synchronous method.</summary>
    Argument,

    /// <summary>A parameter of an asynchronous method.</summary>
    AsyncArgument,

    /// <summary>What comes back.</summary>
    Result,

    /// <summary>One of a stream's items.</summary>
    Item,

    /// <summary>What a failure carries.</summary>
    Fault,
}
