// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;

namespace Ikc.Generators.Emit;

/// <summary>Writes how one value inside a message is written and read. The MessagePack ones are called <c>writer</c> and <c>reader</c>.</summary>
internal sealed class CodecEmitter(SourceWriter writer)
{
    private int _locals;

    public static string Malformed(string type) =>
        $"{Text.CompilerServices}IkcMessage.Malformed({Text.Literal(type.Replace("global::", ""))})";

    /// <summary>Statements that write the value.</summary>
    /// <param name="codec">How.</param>
    /// <param name="value">An expression, which is evaluated once.</param>
    /// <param name="what">What the value is, for the message about a null that may not be there.</param>
    public void Write(CodecSpec codec, string value, string what)
    {
        if (codec is { IsReference: true, AllowsNull: false })
            value = $"({value} ?? throw Null({Text.Literal(what.Replace("global::", ""))}))";
        switch (codec.Kind)
        {
            case CodecKind.Reader:
                writer.Line(codec.Name == "Memory" ? $"writer.Write({value}.Span);" : $"writer.Write({value});");
                break;
            case CodecKind.Helper:
                writer.Line($"{Helper(codec)}.Serialize(ref writer, {value}, null!);");
                break;
            case CodecKind.Enum:
                writer.Line($"writer.Write(unchecked(({codec.Name})({value})));");
                break;
            case CodecKind.Nullable:
                WriteOrNil(value, local => Write(codec.Inner!, local, what));
                break;
            default:
                if (codec is { IsReference: true, AllowsNull: true })
                    WriteOrNil(value, local => writer.Line($"{codec.Name}.Write(ref writer, {local});"));
                else
                    writer.Line($"{codec.Name}.Write(ref writer, {value});");
                break;
        }
    }

    /// <summary>An expression that reads the value.</summary>
    public string Read(CodecSpec codec, string what)
    {
        string refuse = codec is { IsReference: true, AllowsNull: false } ? $" ?? throw {Malformed(what)}" : "";
        switch (codec.Kind)
        {
            case CodecKind.Reader when codec.Name is "Memory" or "Bytes":
                string bytes = Local("bytes");
                string array = $"(reader.ReadBytes() is {{ }} {bytes} ? global::System.Buffers.BuffersExtensions.ToArray({bytes}) : null)";
                return codec.Name == "Memory" ? $"{array} ?? []" : array + refuse;
            case CodecKind.Reader:
                return $"reader.Read{codec.Name}()" + refuse;
            case CodecKind.Helper:
                return $"{Helper(codec)}.Deserialize(ref reader, null!)" + refuse;
            case CodecKind.Enum:
                return $"unchecked(({codec.Type})reader.Read{codec.Inner!.Name}())";
            case CodecKind.Nullable:
                return $"(reader.TryReadNil() ? default({codec.Type}) : ({codec.Type})({Read(codec.Inner!, what)}))";
            default:
                return codec is { IsReference: true, AllowsNull: true }
                    ? $"(reader.TryReadNil() ? null : {codec.Name}.Read(ref reader))"
                    : $"{codec.Name}.Read(ref reader)";
        }
    }

    /// <summary>MessagePack's own formatter of a framework type. It is a leaf: it asks for no resolver, so it gets no options.</summary>
    private static string Helper(CodecSpec codec) => $"global::MessagePack.Formatters.{codec.Name}Formatter.Instance";

    private void WriteOrNil(string value, Action<string> write)
    {
        string local = Local("present");
        using (writer.Block($"if ({value} is {{ }} {local})"))
            write(local);
        using (writer.Block("else"))
            writer.Line("writer.WriteNil();");
    }

    private string Local(string name) => name + Text.Of(_locals++);
}
