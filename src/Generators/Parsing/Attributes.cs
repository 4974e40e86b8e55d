// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>The attributes that contracts are made of, by name: no symbol is looked up or kept.</summary>
internal static class Attributes
{
    public const string Contract = "Ikc.IkcContractAttribute";
    public const string Method = "Ikc.IkcMethodAttribute";
    public const string Fault = "Ikc.IkcFaultAttribute`1";
    public const string Reserved = "Ikc.IkcReservedAttribute";
    public const string Struct = "Ikc.IkcStructAttribute";
    public const string GeneratedCode = "System.CodeDom.Compiler.GeneratedCodeAttribute";
    public const string StructLayout = "Ikc.CompilerServices.IkcStructLayoutAttribute";

    public static AttributeData? Find(ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && TypeNames.Is(type, name))
                return attribute;
        }

        return null;
    }

    public static IEnumerable<AttributeData> FindAll(ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && TypeNames.Is(type, name))
                yield return attribute;
        }
    }

    public static bool Has(ISymbol symbol, string name) => Find(symbol, name) is not null;

    /// <summary>The constructor's first argument where it has the type; else the fallback.</summary>
    public static T Argument<T>(AttributeData attribute, T fallback) =>
        attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is T value ? value : fallback;

    public static T Named<T>(AttributeData attribute, string name, T fallback)
    {
        foreach (KeyValuePair<string, TypedConstant> pair in attribute.NamedArguments)
        {
            if (pair.Key == name && pair.Value.Value is T value)
                return value;
        }

        return fallback;
    }
}
