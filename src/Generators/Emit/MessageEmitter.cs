// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;

namespace Ikc.Generators.Emit;

/// <summary>Writes the entry points of messages and their formatters.</summary>
internal static class MessageEmitter
{
    private const string Malformed = "global::MessagePack.MessagePackSerializationException or global::System.IO.EndOfStreamException "
        + "or global::System.OverflowException or global::System.FormatException or global::System.ArgumentException "
        + "or global::System.InvalidOperationException";

    public static void Emit(SourceWriter writer, ContractSpec contract)
    {
        MessageNames names = MessageNames.In(contract);
        foreach (CodecSpec codec in names.All)
        {
            EmitWrite(writer, codec, names.Of(codec));
            EmitRead(writer, codec, names.Of(codec));
        }

        foreach (MessageSpec message in contract.Messages)
            FormatterEmitter.Emit(writer, message);
        if (contract.Messages.Any(m => m.Form == MessageForm.Collection && m.Target != CollectionTarget.Add))
        {
            writer.Line();
            writer.Line("private static T[] NewArray<T>(int count) => count == 0 ? [] : new T[count];");
        }

        if (names.All.Count > 0)
        {
            writer.Line();
            writer.Line("private static global::System.Exception Null(string what) => new global::System.ArgumentNullException(what);");
        }
    }

    private static void EmitWrite(SourceWriter writer, CodecSpec codec, string name)
    {
        writer.Line();
        using (writer.Block($"internal static void Write{name}(scoped ref {Text.CompilerServices}IkcWriter target, {codec.Type} value)"))
        {
            writer.Line("global::MessagePack.MessagePackWriter writer = target.BeginMessage();");
            new CodecEmitter(writer).Write(codec, "value", codec.Type);
            writer.Line("target.EndMessage(ref writer);");
        }
    }

    private static void EmitRead(SourceWriter writer, CodecSpec codec, string name)
    {
        writer.Line();
        using (writer.Block($"internal static {codec.Type} Read{name}(scoped ref {Text.CompilerServices}IkcReader source)"))
        {
            writer.Line("global::MessagePack.MessagePackReader reader = source.BeginMessage();");
            writer.Line($"{codec.Type} value;");
            using (writer.Block("try"))
                writer.Line($"value = {new CodecEmitter(writer).Read(codec, codec.Type)};");
            using (writer.Block($"catch (global::System.Exception exception) when (exception is {Malformed})"))
                writer.Line($"throw {CodecEmitter.Malformed(codec.Type)};");
            writer.Line("source.EndMessage(ref reader);");
            writer.Line("return value;");
        }
    }
}
