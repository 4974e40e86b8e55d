// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>The types whose values lend memory until they are disposed: leases, and the loans that a caller fills.</summary>
internal sealed class LeaseTypes
{
    private static readonly string[] s_names = ["Ikc.IkcLease`1", "Ikc.IkcLoan`1", "Ikc.IkcLoan`2"];

    private readonly ImmutableArray<INamedTypeSymbol> _types;

    public LeaseTypes(Compilation compilation) =>
        _types = [.. s_names.Select(compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>()];

    /// <summary>Whether the compilation knows none of them.</summary>
    public bool IsEmpty => _types.IsEmpty;

    public bool IsLease(ITypeSymbol? type) =>
        type is INamedTypeSymbol named && _types.Contains(named.OriginalDefinition, SymbolEqualityComparer.Default);

    /// <summary>
    /// Whether the operation gives its surroundings a lease of their own: the result of a call that is declared to return one, awaited or
    /// not. A property, a reference and an element of a collection only lend theirs.
    /// </summary>
    public bool IsGiving(IOperation operation) => operation switch
    {
        IAwaitOperation await => IsLease(await.Type),
        IInvocationOperation call => IsLease(call.TargetMethod.OriginalDefinition.ReturnType) && !call.TargetMethod.ReturnsByRef
            && !call.TargetMethod.ReturnsByRefReadonly && !IsSlice(call),
        _ => false,
    };

    /// <summary>Whether the call makes a lease for the result of the method around it. The runtime frees it when that throws.</summary>
    public bool IsRenting(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Rent" } method } && IsLease(method.ContainingType);

    /// <summary>Whether the call gives the lease that it is called on, with fewer elements.</summary>
    public bool IsSlice(IInvocationOperation call) => call.TargetMethod.Name == "Slice" && IsLease(call.Instance?.Type);
}
