// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>How a message type is encoded.</summary>
internal enum MessageForm
{
    /// <summary>An object with integer keys: an array with nil in its gaps.</summary>
    ArrayObject,

    /// <summary>An object with string keys: a map.</summary>
    MapObject,

    /// <summary>One of several types: an array of case number and value.</summary>
    Union,

    /// <summary>A list of elements: an array.</summary>
    Collection,

    /// <summary>Keys and values: a map.</summary>
    Dictionary,

    /// <summary>Items in a fixed order: an array.</summary>
    Tuple,
}
