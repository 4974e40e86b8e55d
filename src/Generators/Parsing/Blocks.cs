// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Which types are blocks of elements.</summary>
internal static class Blocks
{
    /// <summary>The kind of block; null for what is none. An array is one only when its elements can lie in memory as they are.</summary>
    public static WireKind? Of(ITypeSymbol type, out ITypeSymbol element)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            element = array.ElementType;
            return FixedTypes.TryGetPlain(element, out _) || StructParser.IsFixedStruct(element) ? WireKind.Array : null;
        }

        element = type is INamedTypeSymbol { TypeArguments: [ITypeSymbol only] } ? only : type;
        return type.MetadataName switch
        {
            "ReadOnlySpan`1" or "Span`1" when TypeNames.IsInSystem(type) => WireKind.Span,
            "ReadOnlyMemory`1" or "Memory`1" when TypeNames.IsInSystem(type) => WireKind.Memory,
            "IkcLease`1" when TypeNames.Is(type, "Ikc.IkcLease`1") => WireKind.Lease,
            _ => null,
        };
    }
}
