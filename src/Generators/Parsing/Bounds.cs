// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Which results can be of any size, and which methods are told how large theirs may be.</summary>
internal static class Bounds
{
    private static readonly string[] s_names = ["count", "max", "limit", "size", "length", "take", "top"];

    /// <summary>Whether the type is a sequence, which a stream could carry in parts. Texts and messages are one thing each.</summary>
    public static bool IsSequence(ITypeSymbol type) =>
        type is IArrayTypeSymbol
        || TypeNames.Metadata(type) is "System.ReadOnlyMemory`1" or "System.Memory`1"
        || (type.SpecialType != SpecialType.System_String
            && type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable)
            && !Attributes.Has(type, MessageAttributes.Object));

    /// <summary>Whether the caller says how much it wants: by an integer that is called so.</summary>
    public static bool IsTold(IMethodSymbol method) => method.Parameters.Any(parameter =>
        parameter.Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64
        && s_names.Any(name => parameter.Name.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0));
}
