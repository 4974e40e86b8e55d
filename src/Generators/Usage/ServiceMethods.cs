// SPDX-License-Identifier: MIT
using Ikc.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Usage;

/// <summary>Methods of services: those that implement a method of a contract.</summary>
internal static class ServiceMethods
{
    /// <summary>The contract's method that the method implements; null for any other.</summary>
    public static IMethodSymbol? Implemented(IMethodSymbol method)
    {
        if (method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type)
            return null;
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            IMethodSymbol? found = type.AllInterfaces.Where(Callbacks.IsContract)
                .SelectMany(contract => contract.GetMembers().OfType<IMethodSymbol>())
                .FirstOrDefault(declared => Attributes.Has(declared, Attributes.Method)
                    && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(declared), current));
            if (found is not null)
                return found;
        }

        return null;
    }

    /// <summary>Whether the caller, or the pump, has its result when the method returns.</summary>
    public static bool IsSynchronous(IMethodSymbol method) =>
        TypeNames.Metadata(method.ReturnType) is not ("System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask`1"
            or "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1") && !Streams.IsStream(method.ReturnType);
}
