// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Which types are streams.</summary>
internal static class Streams
{
    public const int ParametersMax = 16;

    public static bool IsStream(ITypeSymbol type) => TypeNames.Is(type, "System.Collections.Generic.IAsyncEnumerable`1");

    /// <summary>The type of the stream's items; null for what is no stream.</summary>
    public static ITypeSymbol? Item(ITypeSymbol type) =>
        IsStream(type) && type is INamedTypeSymbol { TypeArguments: [ITypeSymbol item] } ? item : null;

    /// <summary>Whether the method's result is a stream, or one of its parameters.</summary>
    public static bool HasStream(IMethodSymbol method)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (IsStream(parameter.Type))
                return true;
        }

        return IsStream(method.ReturnType);
    }
}
