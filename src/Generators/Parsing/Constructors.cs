// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ikc.Generators.Parsing;

/// <summary>Finds the constructor that a message is made with: the marked one, else the one with most parameters that members can give.</summary>
internal static class Constructors
{
    /// <summary>The members that the constructor's parameters take, in their order; null where there is no such constructor.</summary>
    public static ISymbol[]? Choose(
        INamedTypeSymbol type,
        List<(ISymbol Symbol, MemberSpec Spec)> members,
        bool isMap,
        Compilation compilation)
    {
        if (type.IsAbstract)
            return null;
        IMethodSymbol[] all = [.. type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public)];
        IMethodSymbol? marked = all.FirstOrDefault(c => Attributes.Has(c, MessageAttributes.Constructor));
        IEnumerable<IMethodSymbol> candidates = marked is not null ? [marked] : all.OrderByDescending(c => c.Parameters.Length);
        foreach (IMethodSymbol constructor in candidates)
        {
            ISymbol?[] given = [.. constructor.Parameters.Select(p => Find(p, members, isMap, compilation))];
            if (given.All(g => g is not null) && given.Distinct(SymbolEqualityComparer.Default).Count() == given.Length)
                return [.. given.Select(g => g!)];
        }

        return null;
    }

    private static ISymbol? Find(
        IParameterSymbol parameter,
        List<(ISymbol Symbol, MemberSpec Spec)> members,
        bool isMap,
        Compilation compilation)
    {
        foreach ((ISymbol symbol, MemberSpec _) in members)
        {
            if (string.Equals(symbol.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && Fits(symbol))
                return symbol;
        }

        foreach ((ISymbol symbol, MemberSpec spec) in members)
        {
            if (!isMap && spec.Key == parameter.Ordinal && Fits(symbol))
                return symbol;
        }

        return null;

        bool Fits(ISymbol member)
        {
            ITypeSymbol type = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
            return compilation.ClassifyConversion(type, parameter.Type) is { IsImplicit: true, IsUserDefined: false };
        }
    }
}
