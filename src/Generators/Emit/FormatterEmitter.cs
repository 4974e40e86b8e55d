// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;

namespace Ikc.Generators.Emit;

/// <summary>Writes the formatter of one message type.</summary>
internal static class FormatterEmitter
{
    private const string Writer = "ref global::MessagePack.MessagePackWriter writer";
    private const string Reader = "ref global::MessagePack.MessagePackReader reader";
    private const string Enter = Text.CompilerServices + "IkcMessage.Enter(ref reader);";
    private const string Leave = "reader.Depth--;";

    public static void Emit(SourceWriter writer, MessageSpec message)
    {
        writer.Line();
        using (writer.Block($"private static class {message.Formatter}"))
        {
            using (writer.Block($"internal static void Write({Writer}, {message.Type} value)"))
                EmitWrite(writer, message);
            writer.Line();
            using (writer.Block($"internal static {message.Type} Read({Reader})"))
                EmitRead(writer, message);
        }
    }

    private static void EmitWrite(SourceWriter writer, MessageSpec message)
    {
        CodecEmitter codecs = new(writer);
        switch (message.Form)
        {
            case MessageForm.ArrayObject or MessageForm.MapObject:
                ObjectEmitter.Write(writer, codecs, message);
                break;
            case MessageForm.Union:
                WriteUnion(writer, message);
                break;
            case MessageForm.Collection:
                WriteCollection(writer, codecs, message);
                break;
            case MessageForm.Dictionary:
                writer.Line("writer.WriteMapHeader(value.Count);");
                using (writer.Block($"foreach (global::System.Collections.Generic.KeyValuePair<{message.Members[0].Codec.Type}, "
                    + $"{message.Members[1].Codec.Type}> pair in value)"))
                {
                    codecs.Write(message.Members[0].Codec, "pair.Key", "a key");
                    codecs.Write(message.Members[1].Codec, "pair.Value", "a value");
                }

                break;
            default:
                writer.Line($"writer.WriteArrayHeader({Text.Of(message.Members.Count)});");
                foreach (MemberSpec item in message.Members)
                    codecs.Write(item.Codec, "value." + item.Name, item.Name);
                break;
        }
    }

    private static void EmitRead(SourceWriter writer, MessageSpec message)
    {
        CodecEmitter codecs = new(writer);
        writer.Line(Enter);
        switch (message.Form)
        {
            case MessageForm.ArrayObject or MessageForm.MapObject:
                ObjectEmitter.Read(writer, codecs, message);
                break;
            case MessageForm.Union:
                ReadUnion(writer, codecs, message);
                break;
            case MessageForm.Collection:
                ReadCollection(writer, codecs, message);
                break;
            case MessageForm.Dictionary:
                writer.Line("int count = reader.ReadMapHeader();");
                writer.Line($"var items = new {message.TargetType}();");
                using (writer.Block("for (int i = 0; i < count; i++)"))
                {
                    writer.Line($"{message.Members[0].Codec.Type} key = {codecs.Read(message.Members[0].Codec, "key")};");
                    writer.Line($"items[key] = {codecs.Read(message.Members[1].Codec, "value")};");
                }

                writer.Line(Leave);
                writer.Line("return items;");
                break;
            default:
                ReadTuple(writer, codecs, message);
                break;
        }
    }

    private static void WriteCollection(SourceWriter writer, CodecEmitter codecs, MessageSpec message)
    {
        CodecSpec element = message.Members[0].Codec;
        string source = "value";
        string count = message.CountMember;
        if (count.Length == 0)
        {
            writer.Line($"{element.Type}[] all = global::System.Linq.Enumerable.ToArray(value);");
            (source, count) = ("all", "Length");
        }

        writer.Line($"writer.WriteArrayHeader({source}.{count});");
        using (writer.Block($"foreach ({element.Type} item in {source})"))
            codecs.Write(element, "item", "an element");
    }

    private static void ReadCollection(SourceWriter writer, CodecEmitter codecs, MessageSpec message)
    {
        CodecSpec element = message.Members[0].Codec;
        bool isAdded = message.Target == CollectionTarget.Add;
        writer.Line("int count = reader.ReadArrayHeader();");
        writer.Line(isAdded ? $"var items = new {message.TargetType}();" : $"{element.Type}[] items = NewArray<{element.Type}>(count);");
        using (writer.Block("for (int i = 0; i < count; i++)"))
        {
            string value = codecs.Read(element, "element");
            writer.Line(isAdded ? $"items.Add({value});" : $"items[i] = {value};");
        }

        writer.Line(Leave);
        writer.Line(message.Target == CollectionTarget.Factory ? $"return {message.TargetType}(items);" : "return items;");
    }

    private static void ReadTuple(SourceWriter writer, CodecEmitter codecs, MessageSpec message)
    {
        writer.Line($"if (reader.ReadArrayHeader() != {Text.Of(message.Members.Count)})");
        using (writer.Indent())
            writer.Line($"throw {CodecEmitter.Malformed(message.Type)};");
        List<string> names = [];
        foreach (MemberSpec item in message.Members)
        {
            string name = "item" + Text.Of(item.Key);
            writer.Line($"{item.Codec.Type} {name} = {codecs.Read(item.Codec, item.Name)};");
            names.Add(name);
        }

        writer.Line(Leave);
        string items = "(" + string.Join(", ", names) + ")";
        writer.Line(message.Type.StartsWith("(", StringComparison.Ordinal) ? $"return {items};" : $"return new {message.Type}{items};");
    }

    private static void WriteUnion(SourceWriter writer, MessageSpec message)
    {
        for (int i = 0; i < message.Members.Count; i++)
        {
            MemberSpec item = message.Members[i];
            using (writer.Block($"if (value.GetType() == typeof({item.Codec.Type}))"))
            {
                writer.Line("writer.WriteArrayHeader(2);");
                writer.Line($"writer.Write({Text.Of(item.Key)});");
                writer.Line($"{item.Codec.Name}.Write(ref writer, ({item.Codec.Type})value);");
                writer.Line("return;");
            }
        }

        writer.Line("throw new global::System.ArgumentException($\"{value.GetType()} is no case of the union.\");");
    }

    private static void ReadUnion(SourceWriter writer, CodecEmitter codecs, MessageSpec message)
    {
        writer.Line("if (reader.ReadArrayHeader() != 2)");
        using (writer.Indent())
            writer.Line($"throw {CodecEmitter.Malformed(message.Type)};");
        using (writer.Block($"{message.Type} value = reader.ReadInt32() switch", "};"))
        {
            foreach (MemberSpec item in message.Members)
                writer.Line($"{Text.Of(item.Key)} => {codecs.Read(item.Codec, item.Codec.Type)},");
            writer.Line($"_ => throw {CodecEmitter.Malformed(message.Type)},");
        }

        writer.Line(Leave);
        writer.Line("return value;");
    }
}
