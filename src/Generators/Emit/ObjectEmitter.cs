// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;

namespace Ikc.Generators.Emit;

/// <summary>Writes and reads objects: an array with nil in the gaps between integer keys, or a map of names.</summary>
internal static class ObjectEmitter
{
    private const string Callbacks = "global::MessagePack.IMessagePackSerializationCallbackReceiver";

    public static void Write(SourceWriter writer, CodecEmitter codecs, MessageSpec message)
    {
        if (message.HasCallbacks)
            writer.Line($"(({Callbacks})value).OnBeforeSerialize();");
        string type = message.Type + ".";
        if (message.Form == MessageForm.MapObject)
        {
            MemberSpec[] readable = [.. message.Members.Where(m => m.IsReadable)];
            writer.Line($"writer.WriteMapHeader({Text.Of(readable.Length)});");
            foreach (MemberSpec member in readable)
            {
                writer.Line($"writer.Write({Text.Literal(member.StringKey)});");
                codecs.Write(member.Codec, "value." + member.Name, type + member.Name);
            }

            return;
        }

        int count = message.Members.Count == 0 ? 0 : message.Members[message.Members.Count - 1].Key + 1;
        writer.Line($"writer.WriteArrayHeader({Text.Of(count)});");
        int key = 0;
        foreach (MemberSpec member in message.Members)
        {
            for (; key < member.Key; key++)
                writer.Line("writer.WriteNil();");
            if (member.IsReadable)
                codecs.Write(member.Codec, "value." + member.Name, type + member.Name);
            else
                writer.Line("writer.WriteNil();");
            key++;
        }
    }

    public static void Read(SourceWriter writer, CodecEmitter codecs, MessageSpec message)
    {
        MemberSpec[] taken = [.. message.Members.Where(m => m.Argument >= 0 || m.IsSettable)];
        bool isMap = message.Form == MessageForm.MapObject;
        writer.Line($"int count = reader.Read{(isMap ? "Map" : "Array")}Header();");
        bool hasInitial = message.IsFilled || (message.HasInitialValues && taken.Any(m => m.IsReadable));
        if (message.IsFilled)
        {
            writer.Line($"var value = new {message.Type}();");
        }
        else
        {
            if (hasInitial)
                writer.Line($"var initial = new {message.Type}();");
            foreach (MemberSpec member in taken)
            {
                string initial = hasInitial && member.IsReadable ? "initial." + member.Name : "default!";
                writer.Line($"{member.Codec.Type} {Local(message, member)} = {initial};");
            }
        }

        using (writer.Block("for (int i = 0; i < count; i++)"))
        using (writer.Block(isMap ? "switch (reader.ReadString())" : "switch (i)"))
        {
            foreach (MemberSpec member in taken)
            {
                writer.Line($"case {(isMap ? Text.Literal(member.StringKey) : Text.Of(member.Key))}:");
                using (writer.Indent())
                {
                    string target = message.IsFilled ? "value." + member.Name : Local(message, member);
                    if (!member.IsReadable || (!isMap && MayBeGap(member.Codec, hasInitial)))
                    {
                        // Its own writer has nothing to say and writes nil, or a version that has removed this key does.
                        writer.Line("if (!reader.TryReadNil())");
                        using (writer.Indent())
                            writer.Line($"{target} = {codecs.Read(member.Codec, message.Type + "." + member.Name)};");
                    }
                    else
                    {
                        writer.Line($"{target} = {codecs.Read(member.Codec, message.Type + "." + member.Name)};");
                    }

                    writer.Line("break;");
                }
            }

            writer.Line("default:");
            using (writer.Indent())
            {
                writer.Line("reader.Skip();");
                writer.Line("break;");
            }
        }

        writer.Line("reader.Depth--;");
        if (!message.IsFilled)
            EmitNew(writer, message, taken);
        if (message.HasCallbacks)
            writer.Line($"(({Callbacks})value).OnAfterDeserialize();");
        writer.Line("return value;");
    }

    /// <summary>Whether nil can only be the absence of the member, which then keeps its initial value.</summary>
    private static bool MayBeGap(CodecSpec codec, bool hasInitial) => !codec.MeansNull && (hasInitial || !codec.IsReference);

    private static void EmitNew(SourceWriter writer, MessageSpec message, MemberSpec[] taken)
    {
        string arguments = string.Join(", ", taken.Where(m => m.Argument >= 0).OrderBy(m => m.Argument).Select(m => Local(message, m)));
        string[] settings = [.. taken.Where(m => m.Argument < 0).Select(m => $"{m.Name} = {Local(message, m)}")];
        string settingsText = settings.Length == 0 ? "" : " { " + string.Join(", ", settings) + " }";
        writer.Line($"var value = new {message.Type}({arguments}){settingsText};");
    }

    private static string Local(MessageSpec message, MemberSpec member) => "member" + Text.Of(message.Members.ToList().IndexOf(member));
}
