// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>How a collection that is read comes into being.</summary>
internal enum CollectionTarget
{
    /// <summary>An array, which converts to the type.</summary>
    Array,

    /// <summary>A collection that elements are added to.</summary>
    Add,

    /// <summary>An array, given to a factory of the type.</summary>
    Factory,
}
