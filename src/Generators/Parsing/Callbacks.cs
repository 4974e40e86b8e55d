// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Contracts as parameters: the caller passes an object that the service may call.</summary>
internal sealed class Callbacks(Compilation compilation, Findings findings)
{
    public static bool IsContract(ITypeSymbol type) => type.TypeKind == TypeKind.Interface && Attributes.Has(type, Attributes.Contract);

    /// <summary>The form of a parameter that is a contract; null after a finding.</summary>
    public WireSpec? Parse(ITypeSymbol type, Place place)
    {
        INamedTypeSymbol contract = (INamedTypeSymbol)type;
        string id = Attributes.Argument(Attributes.Find(contract, Attributes.Contract)!, "");
        if (contract.IsGenericType || !IsGenerated(contract))
            findings.Add(Rules.CallbackNotUsable, place, TypeNames.Short(type), contract.ContainingAssembly.Name);
        else if (!Accessible.IsAccessible(type, compilation))
            findings.Add(Rules.InaccessibleType, place, TypeNames.Short(type));
        else if (id.Length == 0)
            findings.AddSilently(); // reported where it is declared
        else
            return new WireSpec(WireKind.Callback, TypeNames.Of(type), "callback<" + id + ">")
            {
                AllowsNull = type.NullableAnnotation != NullableAnnotation.NotAnnotated,
                ElementType = TypeNames.Plain(type),
            };
        return null;
    }

    /// <summary>Whether the contract has its generated members, or will have them.</summary>
    private static bool IsGenerated(INamedTypeSymbol contract) =>
        !contract.DeclaringSyntaxReferences.IsEmpty || contract.AllInterfaces.Any(i => TypeNames.Metadata(i) == "Ikc.IIkcContract`1");
}
