// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>How an argument or a result stands in a payload.</summary>
internal enum WireKind
{
    /// <summary>As its bytes: <c>Write&lt;T&gt;</c> and <c>Read&lt;T&gt;</c>.</summary>
    Fixed,

    /// <summary>Of constant size, by a method of its own that validates (bool, decimal, dates and times).</summary>
    Validated,

    /// <summary>A presence byte, then the value, present or not.</summary>
    Nullable,

    /// <summary>Its items, one after the other.</summary>
    Tuple,

    /// <summary>Byte count and UTF-8.</summary>
    String,

    /// <summary>A block of fixed elements, lent in place.</summary>
    Span,

    /// <summary>A block of fixed elements as an array.</summary>
    Array,

    /// <summary>A block of fixed elements as (read-only) memory.</summary>
    Memory,

    /// <summary>One MessagePack value.</summary>
    Message,

    /// <summary>A block of fixed elements, lent until it is disposed; a result only.</summary>
    Lease,

    /// <summary>A block of fixed elements that the service has as a lease; the last argument only.</summary>
    LeasedArgument,

    /// <summary>Items that come one after the other; a whole parameter or a whole result. The item is the first of its items.</summary>
    Stream,

    /// <summary>The id under which the service calls an object of the caller's; a whole parameter only.</summary>
    Callback,
}
