// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Whether code of a file of its own in the same assembly can name a type.</summary>
internal static class Accessible
{
    public static bool IsAccessible(ITypeSymbol type, Compilation compilation) => type switch
    {
        IArrayTypeSymbol array => IsAccessible(array.ElementType, compilation),
        { SpecialType: not SpecialType.None } => true, // the framework's, all of them public
        INamedTypeSymbol named => !named.IsFileLocal && compilation.IsSymbolAccessibleWithin(named, compilation.Assembly),
        _ => true,
    };
}
