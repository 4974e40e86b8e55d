// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Ikc.Channels;
using Ikc.Channels.Streams;
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Layout;

/// <summary>
/// One layout in two languages: for everything that stands in shared memory, C assertions are made from the runtime's own types, and a
/// C compiler holds docs/ikc_protocol.h to them.
/// </summary>
public sealed partial class ProtocolHeaderTests
{
    private static readonly (Type Type, string Name)[] s_structs =
    [
        (typeof(AreaHeader), "ikc_area_header"), (typeof(ControlWords), "ikc_control_words"),
        (typeof(SlotDescriptor), "ikc_slot_descriptor"),
    ];

    private static readonly (Type Type, string Prefix)[] s_constants =
    [
        (typeof(Limits), "IKC_"), (typeof(AreaLayout), "IKC_"), (typeof(Wire), "IKC_"), (typeof(AreaKind), "IKC_AREA_KIND_"),
        (typeof(ChannelRole), "IKC_CHANNEL_ROLE_"),
        (typeof(RecordKind), "IKC_RECORD_KIND_"), (typeof(IkcStatus), "IKC_STATUS_"), (typeof(CallFate), "IKC_FATE_"),
        (typeof(IkcMethodKind), "IKC_METHOD_KIND_"),
    ];

    [Fact]
    public void TheStructsAreTheSame()
    {
        var asserts = new StringBuilder();
        foreach ((Type type, string name) in s_structs)
            AssertStruct(asserts, type, name);
        AssertCompiles(asserts);
    }

    private static void AssertStruct(StringBuilder asserts, Type type, string name)
    {
        int sizeBytes = Marshal.SizeOf(type);
        Assert.Equal(SizeOf(type), sizeBytes); // so Marshal's offsets are those of the memory
        Hold(asserts, $"sizeof(struct {name}) == {sizeBytes}");
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            string cName = CNames.Snake(field.Name);
            string place = $"((struct {name} *)0)->{cName}";
            Hold(asserts, $"offsetof(struct {name}, {cName}) == {Marshal.OffsetOf(type, field.Name)}");
            if (field.GetCustomAttribute<FixedBufferAttribute>() is { } buffer)
            {
                Hold(asserts, $"sizeof({place}) == {buffer.Length} * sizeof({CNames.Type(buffer.ElementType)})");
                place += "[0]";
            }

            Type element = field.GetCustomAttribute<FixedBufferAttribute>()?.ElementType ?? field.FieldType;
            Hold(asserts, $"_Generic({place}, {CNames.Type(element)}: 1, default: 0)");
        }
    }

    [Fact]
    public void TheNumbersAreTheSame()
    {
        var asserts = new StringBuilder();
        foreach ((Type type, string prefix) in s_constants)
        {
            foreach ((string name, string value) in CNames.Constants(type))
                Hold(asserts, $"{CNames.Macro(prefix, name)} == {value}");
        }

        Hold(asserts, $"IKC_AREA_MAGIC == {CNames.Number(AreaHeader.MagicValue)}");
        Hold(asserts, $"IKC_AREA_BYTES_MIN == {AreaHeaders.AreaBytesMin}");
        Hold(asserts, $"IKC_RECORD_ALIGNMENT == {RecordHeader.Alignment}");
        Hold(asserts, $"IKC_RECORD_HEADER_BYTES == {RecordHeader.SizeBytes}");
        Hold(asserts, $"sizeof(struct ikc_record_header) == {RecordHeader.SizeBytes}");
        Hold(asserts, $"sizeof(struct ikc_deadline_prefix) == {RecordHeader.DeadlinePrefixBytes}");
        Hold(asserts, $"offsetof(struct ikc_record_header, call_id) == {sizeof(ulong)}");
        Hold(asserts, $"IKC_FLAG_SLOT == {RecordHeader.FlagSlot} && IKC_FLAG_DEADLINE == {RecordHeader.FlagDeadline}");
        Hold(asserts, $"IKC_FLAG_MORE == {RecordHeader.FlagMore}");
        Hold(asserts, $"IKC_FLAG_FAULT == {RecordHeader.FlagFault} && sizeof(struct ikc_fault_header) == {IkcFault.HeaderBytes}");
        Hold(asserts, $"IKC_MESSAGE_DEPTH_MAX == {IkcMessage.DepthMax}");
        Hold(asserts, $"IKC_ORDINAL_MISSING == {Handshake.Missing} && IKC_ORDINAL_DIFFERENT == {Handshake.Incompatible}");
        Hold(asserts, $"sizeof(struct ikc_stream_item) == {StreamItem.HeaderBytes} && IKC_STREAM_ITEM_ALIGNMENT == {StreamItem.Alignment}");
        Hold(asserts, "sizeof(struct ikc_failure) == 8 && sizeof(struct ikc_method_request) == 16");
        Hold(asserts, $"IKC_GROUPS_OFFSET + sizeof(struct ikc_summary) == {AreaLayout.SummaryBytes}");
        Hold(asserts, $"IKC_GROUPS_OFFSET + offsetof(struct ikc_summary, channels) == {AreaLayout.ChannelsOffset}");
        Hold(asserts, $"IKC_GROUPS_OFFSET + offsetof(struct ikc_summary, rung) == {AreaLayout.RungOffset}");
        Hold(asserts, $"IKC_BELL_LINK_WORD == {BellNumber.LinkWord} && IKC_BELL_CHANNEL_WORD == {BellNumber.ChannelWord}");
        AssertCompiles(asserts);
    }

    [Fact]
    public void TheHeaderHasNoNumberThatTheRuntimeLacks()
    {
        string header = File.ReadAllText(CCompiler.HeaderPath);
        foreach ((Type type, string prefix) in s_constants.Where(constants => constants.Prefix != "IKC_"))
        {
            string[] known = [.. CNames.Constants(type).Select(constant => CNames.Macro(prefix, constant.Name))
                .Order(StringComparer.Ordinal)];
            string[] defined = [.. Define().Matches(header).Select(match => match.Groups[1].Value)
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.Equal(known, defined);
        }
    }

    [Fact]
    public void TheWordsAreTheSame()
    {
        var asserts = new StringBuilder();
        var random = new Random(5);
        for (int i = 0; i < 200; i++)
        {
            uint payloadBytes = i < 40 ? (uint)i : (uint)random.Next(1 << 28);
            var kind = (RecordKind)random.Next(256);
            byte flags = (byte)random.Next(256);
            ushort method = (ushort)random.Next(65536);
            ulong commit = RecordHeader.Commit(payloadBytes, kind, flags, method);
            Hold(asserts, $"IKC_COMMIT({payloadBytes}, {(int)kind}, {flags}, {method}) == {CNames.Number(commit)}");
            Hold(asserts, $"IKC_RECORD_BYTES({payloadBytes}) == {RecordHeader.RecordBytes(payloadBytes)}");
            ulong word = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            string cWord = CNames.Number(word);
            Hold(asserts, $"IKC_COMMIT_PAYLOAD_BYTES({cWord}) == {RecordHeader.PayloadBytes(word)}");
            Hold(asserts, $"IKC_COMMIT_IS_COMMITTED({cWord}) == {(RecordHeader.IsCommitted(word) ? 1 : 0)}");
            Hold(asserts, $"IKC_COMMIT_KIND({cWord}) == {(int)RecordHeader.Kind(word)}");
            Hold(asserts, $"IKC_COMMIT_FLAGS({cWord}) == {RecordHeader.Flags(word)}");
            Hold(asserts, $"IKC_COMMIT_METHOD({cWord}) == {RecordHeader.Method(word)}");
            Hold(asserts, $"IKC_PARKED_GENERATION({cWord}) == {ParkedWord.Generation(word)}");
            Hold(asserts, $"IKC_PARKED_BELL({cWord}) == {ParkedWord.Bell(word)}");
            Hold(asserts, $"IKC_PARKED_IS_ARMED({cWord}) == {(ParkedWord.IsArmed(word) ? 1 : 0)}");
            Hold(asserts, $"IKC_PARKED({word >> 16}, {method}) == {CNames.Number(ParkedWord.Make(word >> 16, method))}");
            Hold(asserts, $"IKC_NEXT_ARMED({word >> 16}) == {ParkedWord.NextArmed(word >> 16)}");
            Hold(asserts, $"IKC_CALL_ID({method}, {word >> 16}) == {CNames.Number(CallId.Make(method, word >> 16))}");
            Hold(asserts, $"IKC_CALL_SLOT({cWord}) == {CallId.Slot(word)} && IKC_CANCEL_WORD({cWord}) == {CallId.CancelWord(word)}");
        }

        AssertCompiles(asserts);
    }

    [Fact]
    public void ReplyRingsAreAsLarge()
    {
        var random = new Random(6);
        var main = new StringBuilder("int main(void)\n{\n");
        for (int i = 0; i < 2_000; i++)
        {
            uint slots = (uint)random.Next(1, Limits.CallSlotsMax + 1);
            uint recordBytes = (uint)random.Next(4, (Limits.ReplyRecordBytesMax / 16) + 1) * 16;
            main.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"if (ikc_reply_ring_bytes({slots}u, {recordBytes}u) != {AreaHeaders.ReplyRingBytes(slots, recordBytes)}u) return 1;\n");
        }

        Assert.Equal("", CCompiler.CompileAndRun($"#include \"ikc_protocol.h\"\n{main}return 0;\n}}\n"));
    }

    /// <summary>The compiler does refuse what is not so: otherwise all of the above would say nothing.</summary>
    [Theory]
    [InlineData("offsetof(struct ikc_area_header, bell) == 0x5c")]
    [InlineData("_Generic(((struct ikc_area_header *)0)->bell, int32_t: 1, default: 0)")]
    [InlineData("sizeof(struct ikc_control_words) == 4104")]
    [InlineData("IKC_NO_SUCH_NUMBER == 1")]
    public void WhatIsNotSoIsRefused(string condition)
    {
        var asserts = new StringBuilder();
        Hold(asserts, condition);
        Assert.Contains("error", Compile(asserts));
    }

    private static void Hold(StringBuilder asserts, string condition)
    {
        string text = condition.Replace("\"", "'", StringComparison.Ordinal);
        asserts.Append("_Static_assert(").Append(condition).Append(", \"").Append(text).Append("\");\n");
    }

    private static void AssertCompiles(StringBuilder asserts) => Assert.Equal("", Compile(asserts));

    private static string Compile(StringBuilder asserts) =>
        CCompiler.CompileAndRun($"#include \"ikc_protocol.h\"\n#include <stddef.h>\n{asserts}int main(void)\n{{\nreturn 0;\n}}\n");

    private static int SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    [GeneratedRegex(@"^#define (\w+)", RegexOptions.Multiline)]
    private static partial Regex Define();
}
