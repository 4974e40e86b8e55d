// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ikc.Tool;

/// <summary>Finds what shapes do not say: the names of fixed structs and of their fields.</summary>
internal static class StructNames
{
    /// <summary>The structs of a type, in the order in which the shape has them.</summary>
    public static IReadOnlyList<Struct> Of(Type type, Shape shape)
    {
        Type[] found = [.. Structs(type)];
        Shape[] shapes = [.. shape.Structs];
        return [.. shapes.Select((layout, i) => i < found.Length && found.Length == shapes.Length
            ? new Struct(found[i].Name, Names(found[i], layout.Fields.Count))
            : new Struct($"struct{i + 1}", Numbered(layout.Fields.Count)))];
    }

    private static IEnumerable<Type> Structs(Type type)
    {
        if (type.IsByRef || type.IsArray)
            return Structs(type.GetElementType()!);
        if (type.IsGenericType)
            return type.GetGenericArguments().SelectMany(Structs);
        return type.GetCustomAttributesData().Any(attribute => attribute.AttributeType.FullName == typeof(IkcStructAttribute).FullName) ? [type] : [];
    }

    private static IReadOnlyList<string> Names(Type type, int count)
    {
        string[] names = [.. Leaves(type, "")];
        return names.Length == count && names.Distinct(StringComparer.Ordinal).Count() == count ? names : Numbered(count);
    }

    private static string[] Numbered(int count) => [.. Enumerable.Range(1, count).Select(i => $"field{i}")];

    /// <summary>Names of the single numbers in a struct, in order of declaration.</summary>
    private static IEnumerable<string> Leaves(Type type, string prefix)
    {
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(field => field.MetadataToken))
        {
            string name = prefix + CNames.Of(field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name);
            if (IsLeaf(field))
            {
                yield return name;
                continue;
            }

            int repeat = InlineLength(field.FieldType);
            for (int i = 0; i < Math.Max(repeat, 1); i++)
            {
                foreach (string leaf in Leaves(field.FieldType, repeat > 0 ? $"{name}{i}_" : name + "_"))
                    yield return leaf;
            }
        }
    }

    private static bool IsLeaf(FieldInfo field)
    {
        Type type = field.FieldType;
        if (field.GetCustomAttributesData().Any(attribute => attribute.AttributeType.FullName == typeof(FixedBufferAttribute).FullName))
            return true;
        if (type.IsPrimitive || type.IsEnum || type.Namespace == nameof(System))
            return true;
        FieldInfo[] inner = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return InlineLength(type) > 0 && inner is [var element] && (element.FieldType.IsPrimitive || element.FieldType.IsEnum || element.FieldType.Namespace == nameof(System));
    }

    private static int InlineLength(Type type) =>
        type.GetCustomAttributesData().FirstOrDefault(attribute => attribute.AttributeType.FullName == typeof(InlineArrayAttribute).FullName) is { } inline
            ? (int)inline.ConstructorArguments[0].Value!
            : 0;
}
