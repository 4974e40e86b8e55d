// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace Ikc.Tool;

/// <summary>Writes the header: for each contract its structs, the table of its methods, and for each method what codes its payloads.</summary>
internal sealed class HeaderWriter
{
    private readonly StringBuilder _text = new();
    private readonly string _guard;

    public HeaderWriter(string assembly)
    {
        _guard = "IKC_CONTRACTS_OF_" + CNames.Of(assembly).ToUpperInvariant() + "_H";
        Line($"""
            /* Written by `ikc header` from {assembly}; not to be edited. What it needs is in libikc. */
            #ifndef {_guard}
            #define {_guard}

            #include <stddef.h>
            #include "ikc.h"

            """);
    }

    /// <summary>Whether a method was left out.</summary>
    public bool HasLeftOut { get; private set; }

    public void Add(Contract contract)
    {
        string prefix = CNames.Of(contract.Id);
        Method[] inC = [.. contract.Methods.Where(IsInC)];
        Line($"/* ---- {Comment(contract.Id)}: {contract.Name} ---- */\n");
        foreach (Method left in contract.Methods.Except(inC))
        {
            HasLeftOut = true;
            Line($"/* Left out, because it has a message or a stream: {left.Name}, {Comment(left.Shape)} */");
        }

        Dictionary<Shape, string> structs = AddStructs(prefix, inC);
        string[] names = Names(prefix, inC);
        AddTable(contract, prefix, inC, names);
        for (int i = 0; i < inC.Length; i++)
            new CodecWriter(_text, structs).Add(inC[i], names[i]);
    }

    public override string ToString() => _text + $"#endif /* {_guard} */\n";

    private static bool IsInC(Method method) => !method.Parameters.Append(method.Result).Any(argument => argument is { Shape.IsBeyondC: true });

    private static string Comment(string text) => text.Replace("*/", "* /", StringComparison.Ordinal);

    private static string[] Names(string prefix, Method[] methods)
    {
        Dictionary<string, int> used = [];
        return [.. methods.Select(method =>
        {
            string name = $"{prefix}_{CNames.Of(method.Name).TrimEnd('_')}";
            int count = used[name] = used.GetValueOrDefault(name) + 1;
            return count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{count}");
        })];
    }

    private Dictionary<Shape, string> AddStructs(string prefix, Method[] methods)
    {
        Dictionary<Shape, string> names = new(ReferenceEqualityComparer.Instance);
        Dictionary<(string Name, string Layout), string> written = [];
        foreach (Argument argument in methods.SelectMany(method => method.Parameters.Append(method.Result)).OfType<Argument>())
        {
            Shape[] shapes = [.. argument.Shape.Structs];
            for (int i = 0; i < shapes.Length; i++)
            {
                (string, string) key = (argument.Structs[i].Name, string.Join(',', shapes[i].Fields) + ";" + shapes[i].SizeBytes);
                if (!written.TryGetValue(key, out string? name))
                {
                    name = $"{prefix}_{CNames.Of(argument.Structs[i].Name)}";
                    if (written.ContainsValue(name))
                        name = string.Create(CultureInfo.InvariantCulture, $"{name}_{written.Count}");
                    written.Add(key, name);
                    AddStruct(name, shapes[i], argument.Structs[i].Fields);
                }

                names[shapes[i]] = name;
            }
        }

        return names;
    }

    private void AddStruct(string name, Shape shape, IReadOnlyList<string> fields)
    {
        (Field Field, string Name)[] all = [.. shape.Fields.Zip(fields).OrderBy(field => field.First.Offset)];
        Line($"struct {name} {{");
        foreach ((Field field, string fieldName) in all)
            Line($"\t{CodecWriter.NumberType(field.Kind)} {fieldName}{(field.Count > 1 ? $"[{field.Count}]" : "")};");
        Line(shape.IsPacked ? "} __attribute__((packed));" : "};");
        Line($"IKC_STATIC_ASSERT(sizeof(struct {name}) == {shape.SizeBytes}, \"size of {name}\");");
        foreach ((Field field, string fieldName) in all)
            Line($"IKC_STATIC_ASSERT(offsetof(struct {name}, {fieldName}) == {field.Offset}, \"offset of {name}.{fieldName}\");");
        Line("");
    }

    private void AddTable(Contract contract, string prefix, Method[] methods, string[] names)
    {
        if (methods.Length > 0)
        {
            Line("/* Places in the table, by which libikc names a method. */");
            Line("enum {");
            for (int i = 0; i < methods.Length; i++)
                Line($"\t{names[i].ToUpperInvariant()} = {i},");
            Line("};\n");
        }

        if (contract.Bases.Count > 0)
            Line($"static const char *const {prefix}_bases[] = {{ {string.Join(", ", contract.Bases.Select(CNames.Literal))} }};\n");
        if (methods.Length > 0)
        {
            Line($"static const struct ikc_method {prefix}_methods[] = {{");
            foreach (Method method in methods)
            {
                Line($"\t/* {Comment(method.Shape)} */");
                Line(string.Create(CultureInfo.InvariantCulture,
                    $"\t{{ {CNames.Literal(method.Contract)}, {method.Id}, {(int)method.Kind}, 0, UINT64_C(0x{method.Hash:x16}), {CNames.Literal(method.Name)} }},"));
            }

            Line("};\n");
        }

        Line($"static const struct ikc_contract {prefix}_contract = {{");
        Line($"\t{CNames.Literal(contract.Id)}, {(contract.Bases.Count > 0 ? prefix + "_bases" : "NULL")}, {contract.Bases.Count}, {methods.Length}, "
            + $"{(methods.Length > 0 ? prefix + "_methods" : "NULL")}");
        Line("};\n");
    }

    private void Line(string line) => _text.Append(line.ReplaceLineEndings("\n")).Append('\n');
}
