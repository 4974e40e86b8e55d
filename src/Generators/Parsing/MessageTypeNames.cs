// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Types as parts of formatter names: <c>ListOfQuote</c>.</summary>
internal static class MessageTypeNames
{
    public static string Of(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return "ArrayOf" + Of(array.ElementType);
        if (type is not INamedTypeSymbol { TypeArguments.Length: > 0 } named)
            return type.Name;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return "Optional" + Of(named.TypeArguments[0]);
        IEnumerable<ITypeSymbol> parts = named.IsTupleType ? named.TupleElements.Select(e => e.Type) : named.TypeArguments;
        return (named.IsTupleType ? "Tuple" : named.Name) + "Of" + string.Join("And", parts.Select(Of));
    }
}
