// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>The framework's value types of constant size, and their part of a shape text.</summary>
internal static class FixedTypes
{
    /// <summary>Types in which every bit pattern is valid: size, alignment in a struct, shape.</summary>
    private static readonly Dictionary<string, FixedType> s_plain = new(StringComparer.Ordinal)
    {
        ["System.SByte"] = new(1, 1, "i1"),
        ["System.Byte"] = new(1, 1, "u1"),
        ["System.Int16"] = new(2, 2, "i2"),
        ["System.UInt16"] = new(2, 2, "u2"),
        ["System.Int32"] = new(4, 4, "i4"),
        ["System.UInt32"] = new(4, 4, "u4"),
        ["System.Int64"] = new(8, 8, "i8"),
        ["System.UInt64"] = new(8, 8, "u8"),
        ["System.Int128"] = new(16, 16, "i16"),
        ["System.UInt128"] = new(16, 16, "u16"),
        ["System.Half"] = new(2, 2, "f2"),
        ["System.Single"] = new(4, 4, "f4"),
        ["System.Double"] = new(8, 8, "f8"),
        ["System.Char"] = new(2, 2, "c2"),
        ["System.Guid"] = new(16, 4, "g16"),
    };

    /// <summary>Types that are validated when they are read; the method's suffix is the type's name.</summary>
    private static readonly Dictionary<string, FixedType> s_validated = new(StringComparer.Ordinal)
    {
        ["System.Boolean"] = new(1, 0, "b1"),
        ["System.Decimal"] = new(16, 0, "dec16"),
        ["System.DateTime"] = new(9, 0, "dt9"),
        ["System.DateTimeOffset"] = new(10, 0, "dto10"),
        ["System.TimeSpan"] = new(8, 0, "ts8"),
        ["System.DateOnly"] = new(4, 0, "date4"),
        ["System.TimeOnly"] = new(8, 0, "time8"),
    };

    public static bool TryGetPlain(ITypeSymbol type, out FixedType fixedType)
    {
        ITypeSymbol plain = type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying : type;
        return s_plain.TryGetValue(TypeNames.Metadata(plain), out fixedType);
    }

    public static bool TryGetValidated(ITypeSymbol type, out FixedType fixedType) =>
        s_validated.TryGetValue(TypeNames.Metadata(type), out fixedType);
}
