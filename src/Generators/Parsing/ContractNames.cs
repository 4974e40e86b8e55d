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
    public static GeneratedNames Generated(INamedTypeSymbol contract)
    {
        INamespaceOrTypeSymbol surroundings = contract.ContainingType ?? (INamespaceOrTypeSymbol)contract.ContainingNamespace;
        HashSet<string> taken =
        [
            .. contract.AllInterfaces.Add(contract).SelectMany(i => i.GetMembers()).OfType<IMethodSymbol>().Select(m => m.Name),
            contract.ContainingType?.Name ?? "",
        ];
        return new GeneratedNames(Take("Calls"), Take("Client"), Take("Dispatcher"), Take("Ikc"), Take("WithOptions"), Take("Intercepted"));

        string Take(string suffix)
        {
            string name = contract.Name + suffix;
            while (taken.Contains(name) || surroundings.GetMembers(name).Any(m => m is not INamespaceOrTypeSymbol || IsWritten(m)))
                name += "_";
            return name;
        }
    }

    /// <summary>Full name of the interface that takes options, generated beside the contract.</summary>
    public static string OptionsType(INamedTypeSymbol contract)
    {
        string type = TypeNames.Plain(contract);
        int end = Math.Max(type.LastIndexOf('.'), type.LastIndexOf(':')) + 1;
        return type.Substring(0, end) + Generated(contract).WithOptions;
    }

    /// <summary>Name of the generated file. Such names are compared without case, so siblings that differ in case only get a hash.</summary>
    public static string Hint(INamedTypeSymbol contract)
    {
        string name = TypeNames.Metadata(contract);
        INamespaceOrTypeSymbol surroundings = contract.ContainingType ?? (INamespaceOrTypeSymbol)contract.ContainingNamespace;
        bool isAlike = surroundings.GetTypeMembers()
            .Any(t => t.Name != contract.Name && string.Equals(t.Name, contract.Name, StringComparison.OrdinalIgnoreCase));
        string hash = isAlike ? "." + ShapeText.Hash(name).ToString("x16", System.Globalization.CultureInfo.InvariantCulture) : "";
        return name + hash + ".g.cs";
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

    private static bool IsWritten(ISymbol symbol) => symbol is INamespaceSymbol || !symbol.DeclaringSyntaxReferences.IsEmpty;
}
