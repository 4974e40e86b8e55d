// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>The framework's value types of constant size, and their part of a shape text.</summary>
internal static class FixedTypes
{
    /// <summary>Types of the namespace System in which every bit pattern is valid: size, alignment in a struct, shape.</summary>
    private static readonly Dictionary<string, FixedType> s_plain = new(StringComparer.Ordinal)
    {
        ["SByte"] = new(1, 1, "i1"),
        ["Byte"] = new(1, 1, "u1"),
        ["Int16"] = new(2, 2, "i2"),
        ["UInt16"] = new(2, 2, "u2"),
        ["Int32"] = new(4, 4, "i4"),
        ["UInt32"] = new(4, 4, "u4"),
        ["Int64"] = new(8, 8, "i8"),
        ["UInt64"] = new(8, 8, "u8"),
        ["Int128"] = new(16, 16, "i16"),
        ["UInt128"] = new(16, 16, "u16"),
        ["Half"] = new(2, 2, "f2"),
        ["Single"] = new(4, 4, "f4"),
        ["Double"] = new(8, 8, "f8"),
        ["Char"] = new(2, 2, "c2"),
        ["Guid"] = new(16, 4, "g16"),
    };

    /// <summary>Types of the namespace System that are validated when they are read; the method's suffix is the type's name.</summary>
    private static readonly Dictionary<string, FixedType> s_validated = new(StringComparer.Ordinal)
    {
        ["Boolean"] = new(1, 0, "b1"),
        ["Decimal"] = new(16, 0, "dec16"),
        ["DateTime"] = new(9, 0, "dt9"),
        ["DateTimeOffset"] = new(10, 0, "dto10"),
        ["TimeSpan"] = new(8, 0, "ts8"),
        ["DateOnly"] = new(4, 0, "date4"),
        ["TimeOnly"] = new(8, 0, "time8"),
    };

    public static bool TryGetPlain(ITypeSymbol type, out FixedType fixedType)
    {
        ITypeSymbol plain = type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying : type;
        return TryGet(s_plain, plain, out fixedType);
    }

    public static bool TryGetValidated(ITypeSymbol type, out FixedType fixedType) =>
        TryGet(s_validated, type, out fixedType);

    private static bool TryGet(Dictionary<string, FixedType> types, ITypeSymbol type, out FixedType fixedType)
    {
        fixedType = default;
        return TypeNames.IsInSystem(type) && types.TryGetValue(type.MetadataName, out fixedType);
    }
}
