// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>What the things that are generated for a contract are called.</summary>
internal static class ContractNames
{
    private static readonly SymbolDisplayFormat s_signatureType = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.ExpandNullable | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    /// <summary>Names of the generated types, none of them taken in the contract's surroundings or by its methods.</summary>
    public static GeneratedNames Generated(INamedTypeSymbol contract) => new(
        Free(contract, "Calls"),
        Free(contract, "Client"),
        Free(contract, "Dispatcher"),
        Free(contract, "Ikc"),
        Free(contract, "WithOptions"),
        Free(contract, "Intercepted"));

    /// <summary>Full name of the interface that takes options, generated beside the contract.</summary>
    public static string OptionsType(INamedTypeSymbol contract)
    {
        string type = TypeNames.Plain(contract);
        int end = Math.Max(type.LastIndexOf('.'), type.LastIndexOf(':')) + 1;
        return type.Substring(0, end) + Free(contract, "WithOptions");
    }

    public static string Accessibility(INamedTypeSymbol contract) => contract.DeclaredAccessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Public => "public",
        Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal",
        _ => "internal",
    };

    /// <summary>What tells overloads apart: name, types and the way of passing.</summary>
    public static string Signature(IMethodSymbol method) =>
        method.Name + "(" + string.Join(",", method.Parameters.Select(p => (p.RefKind == RefKind.None ? "" : "ref ")
            + p.Type.ToDisplayString(s_signatureType))) + ")";

    private static string Free(INamedTypeSymbol contract, string suffix)
    {
        INamespaceOrTypeSymbol surroundings = contract.ContainingType ?? (INamespaceOrTypeSymbol)contract.ContainingNamespace;
        string name = contract.Name + suffix;
        while (contract.ContainingType?.Name == name || HasMethod(contract, name)
            || surroundings.GetMembers(name).Any(m => m is not INamespaceOrTypeSymbol || IsWritten(m)))
        {
            name += "_";
        }

        return name;
    }

    private static bool HasMethod(INamedTypeSymbol contract, string name) =>
        contract.GetMembers(name).Any(m => m is IMethodSymbol) || contract.AllInterfaces.Any(i => i.GetMembers(name).Any(m => m is IMethodSymbol));

    /// <summary>Whether it is not of the generator: neither is what has a source, nor in another assembly what does not say that it was generated.</summary>
    private static bool IsWritten(ISymbol symbol) =>
        symbol is INamespaceSymbol || !symbol.DeclaringSyntaxReferences.IsEmpty || !Attributes.Has(symbol, Attributes.GeneratedCode);
}
