// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Ikc.Layout;

/// <summary>What things of the runtime are called in C.</summary>
internal static partial class CNames
{
    /// <summary>RingBytesMin: ring_bytes_min.</summary>
    public static string Snake(string name) => WordStart().Replace(name, "_").ToLowerInvariant();

    /// <summary>RingBytesMin: PREFIX_RING_BYTES_MIN.</summary>
    public static string Macro(string prefix, string name) => prefix + Snake(name).ToUpperInvariant();

    /// <summary>The type of a field, or of an array's elements.</summary>
    public static string Type(Type type) => System.Type.GetTypeCode(type) switch
    {
        TypeCode.UInt16 => "uint16_t",
        TypeCode.UInt32 => "uint32_t",
        TypeCode.UInt64 => "uint64_t",
        TypeCode.Int64 => "int64_t",
        _ => throw new NotSupportedException($"No shared struct may have a field of type {type}."),
    };

    /// <summary>All public constants of a class or members of an enum, by name.</summary>
    public static IEnumerable<(string Name, string Value)> Constants(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(field => field.IsLiteral)
            .Select(field => (field.Name, Number(field.GetRawConstantValue()!)));

    public static string Number(object value) => value switch
    {
        ulong or uint or ushort or byte => string.Create(CultureInfo.InvariantCulture, $"UINT64_C({value})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"INT64_C({value})"),
    };

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordStart();
}
