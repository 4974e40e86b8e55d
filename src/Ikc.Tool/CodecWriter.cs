// SPDX-License-Identifier: MIT
using System.Text;

namespace Ikc.Tool;

/// <summary>Writes the structs of a method's arguments and result, and the inline functions that code them.</summary>
internal sealed class CodecWriter(StringBuilder text, IReadOnlyDictionary<Shape, string> structs)
{
    /// <summary>C's type of a number in a fixed struct.</summary>
    public static string NumberType(string kind) => kind switch
    {
        "i1" => "int8_t",
        "i2" => "int16_t",
        "i4" or "date4" => "int32_t",
        "i8" or "ts8" or "time8" => "int64_t",
        "i16" => "ikc_i128",
        "u1" or "b1" => "uint8_t",
        "u2" or "c2" => "uint16_t",
        "u4" => "uint32_t",
        "u8" => "uint64_t",
        "u16" => "ikc_u128",
        "f2" => "ikc_half",
        "f4" => "float",
        "f8" => "double",
        "g16" => "struct ikc_guid",
        "dec16" => "struct ikc_decimal",
        "dt9" => "struct ikc_datetime",
        "dto10" => "struct ikc_datetime_offset",
        "str" => "struct ikc_text",
        _ => throw new ContractException($"The wire kind '{kind}' is not one that this tool knows."),
    };

    public void Add(Method method, string name)
    {
        Line($"/* {method.Name}: {method.Shape.Replace("*/", "* /", StringComparison.Ordinal)} */");
        if (method.Parameters.Count > 0)
            AddPayload(name + "_arguments", method.Parameters);
        if (method.Result is { } result)
            AddPayload(name + "_result", [result]);
        Line("");
    }

    private static string[] MemberNames(IReadOnlyList<Argument> arguments)
    {
        HashSet<string> used = [];
        return [.. arguments.Select(argument =>
        {
            string name = CNames.Of(argument.Name);
            while (!used.Add(name))
                name += "_";
            return name;
        })];
    }

    private void AddPayload(string name, IReadOnlyList<Argument> arguments)
    {
        string[] members = MemberNames(arguments);
        Line($"struct {name} {{");
        for (int i = 0; i < members.Length; i++)
            Line($"\t{Type(arguments[i].Shape)} {members[i]};");
        Line("};\n");

        Line("/* Bytes that it takes at most. */");
        Line($"static inline uint64_t {name}_bytes(const struct {name} *v)");
        Line("{");
        Line("\t(void)v;");
        Line($"\treturn {string.Join(" + ", arguments.Select((argument, i) => Bytes(argument.Shape, "v->" + members[i])))};");
        Line("}\n");

        Line($"static inline void {name}_encode(struct ikc_encoder *e, const struct {name} *v)");
        Line("{");
        for (int i = 0; i < members.Length; i++)
            Encode(arguments[i].Shape, "v->" + members[i], "\t");
        Line("}\n");

        Line("/* Afterwards d->failed says whether it was a payload of this form. */");
        Line($"static inline void {name}_decode(struct ikc_decoder *d, struct {name} *v)");
        Line("{");
        for (int i = 0; i < members.Length; i++)
        {
            string member = "v->" + members[i];
            Decode(arguments[i].Shape, member, "\t");
            if (!arguments[i].MayBeNull && arguments[i].Shape.Kind is ("str" or "block"))
                Line($"\tikc_require(d, {member}.{(arguments[i].Shape.Kind == "str" ? "byte_count" : "count")} != IKC_NULL_LENGTH);");
        }

        Line("}\n");
    }

    private string Type(Shape shape) => shape.Kind switch
    {
        "s:" => "struct " + structs[shape],
        "(" => "struct { " + string.Concat(shape.Items.Select((item, i) => $"{Type(item)} item{i + 1}; ")) + "}",
        "?" => $"struct {{ uint8_t is_present; {Type(shape.Items[0])} value; }}",
        "block" => $"struct {{ const {Type(shape.Items[0])} *elements; uint32_t count; }}",
        "lease" => $"struct {{ const {Type(shape.Items[0])} *elements; uint64_t count; }}",
        _ => NumberType(shape.Kind),
    };

    private static string Bytes(Shape shape, string v) => shape.Kind switch
    {
        "str" => $"4 + ({v}.byte_count == IKC_NULL_LENGTH ? 0 : (uint64_t){v}.byte_count)",
        "block" => $"11 + ({v}.count == IKC_NULL_LENGTH ? 0 : (uint64_t){v}.count * {shape.Items[0].SizeBytes})",
        "lease" => $"{v}.count * {shape.Items[0].SizeBytes}",
        _ => $"{shape.SizeBytes}",
    };

    private void Encode(Shape shape, string v, string indent)
    {
        switch (shape.Kind)
        {
            case "(":
                for (int i = 0; i < shape.Items.Count; i++)
                    Encode(shape.Items[i], $"{v}.item{i + 1}", indent);
                break;
            case "?":
                Line($"{indent}ikc_put_bool(e, {v}.is_present);");
                Line($"{indent}if ({v}.is_present) {{");
                Encode(shape.Items[0], v + ".value", indent + "\t");
                Line($"{indent}}} else {{");
                Line($"{indent}\tikc_put_zeros(e, {shape.SizeBytes - 1});");
                Line($"{indent}}}");
                break;
            case "block":
                Line($"{indent}ikc_put_elements(e, {v}.elements, {v}.count, {shape.Items[0].SizeBytes});");
                break;
            case "lease":
                Line($"{indent}ikc_put(e, {v}.elements, {v}.count * {shape.Items[0].SizeBytes});");
                break;
            default:
                Line(Suffix(shape.Kind) is { } suffix && suffix is not ("date" or "time")
                    ? $"{indent}ikc_put_{suffix}(e, {v});"
                    : $"{indent}ikc_put(e, &{v}, {shape.SizeBytes});");
                break;
        }
    }

    private void Decode(Shape shape, string v, string indent)
    {
        switch (shape.Kind)
        {
            case "(":
                for (int i = 0; i < shape.Items.Count; i++)
                    Decode(shape.Items[i], $"{v}.item{i + 1}", indent);
                break;
            case "?":
                Line($"{indent}ikc_get_bool(d, &{v}.is_present);");
                Line($"{indent}if ({v}.is_present) {{");
                Decode(shape.Items[0], v + ".value", indent + "\t");
                Line($"{indent}}} else {{");
                Line($"{indent}\tmemset(&{v}.value, 0, sizeof({v}.value));");
                Line($"{indent}\tikc_skip(d, {shape.SizeBytes - 1});");
                Line($"{indent}}}");
                break;
            case "block":
                Line($"{indent}{v}.elements = (const {Type(shape.Items[0])} *)ikc_get_block(d, &{v}.count, {shape.Items[0].SizeBytes});");
                break;
            case "lease":
                Line($"{indent}{v}.elements = (const {Type(shape.Items[0])} *)ikc_get_lease(d, &{v}.count, {shape.Items[0].SizeBytes});");
                break;
            default:
                Line(Suffix(shape.Kind) is { } suffix ? $"{indent}ikc_get_{suffix}(d, &{v});" : $"{indent}ikc_get(d, &{v}, {shape.SizeBytes});");
                break;
        }
    }

    /// <summary>Suffix of the functions for a kind that is more than its bytes.</summary>
    private static string? Suffix(string kind) => kind switch
    {
        "b1" => "bool",
        "str" => "text",
        "dec16" => "decimal",
        "dt9" => "datetime",
        "dto10" => "datetime_offset",
        "date4" => "date",
        "time8" => "time",
        _ => null,
    };

    private void Line(string line) => text.Append(line).Append('\n');
}
