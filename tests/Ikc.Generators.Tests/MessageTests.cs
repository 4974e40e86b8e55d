// SPDX-License-Identifier: MIT
using System.Buffers;
using System.Reflection;
using Ikc.Generators.Contracts;
using MessagePack;

namespace Ikc.Generators;

/// <summary>Generated formatters and MessagePack's own serializer read what the other writes, byte for byte the same.</summary>
public sealed class MessageTests
{
    private delegate void WriteMessage<T>(ref MessagePackWriter writer, T value);

    private delegate T ReadMessage<T>(ref MessagePackReader reader);

    public static TheoryData<int> Values() => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Values))]
    public void Everything_is_compatible(int which) => AssertCompatible("EverythingFormatter", Sample(which));

    [Fact]
    public void Objects_are_compatible()
    {
        AssertCompatible("QuoteRequestFormatter", new QuoteRequest { Symbol = "ACME", Next = new QuoteRequest { Count = -1 } });
        AssertCompatible("QuoteFormatter", new Quote("ACME", 12.50m) { At = DateTime.UnixEpoch });
        AssertCompatible("QuoteFormatter", new Quote("é", -0.001m));
        AssertCompatible("PointFormatter", new Point { X = 1, Y = int.MinValue });
    }

    [Fact]
    public void Unions_are_compatible()
    {
        AssertCompatible<Shape>("ShapeFormatter", new Circle { Label = "c", Radius = 2.5 });
        AssertCompatible<Shape>("ShapeFormatter", new Square { Side = 300 });
    }

    [Fact]
    public void Collections_are_compatible()
    {
        AssertCompatible<List<string?>>("ListOfStringFormatter", ["a", null, ""]);
        AssertCompatible("DictionaryOfStringAndArrayOfQuoteFormatter", new Dictionary<string, Quote[]> { ["a"] = [new Quote("x", 1)], ["b"] = [] });
        AssertCompatible<HashSet<DayOfWeek>>("HashSetOfDayOfWeekFormatter", [DayOfWeek.Friday, DayOfWeek.Sunday]);
        AssertCompatible<int?[]>("ArrayOfOptionalInt32Formatter", [1, null]);
    }

    [Fact]
    public void What_is_missing_keeps_its_initial_value()
    {
        QuoteRequest request = Read<QuoteRequest>("QuoteRequestFormatter", MessagePackSerializer.ConvertFromJson("[\"A\"]"));
        Assert.Equal(("A", 7, null), (request.Symbol, request.Count, request.Next));
        Assert.Equal(1, ((Circle)Read<Shape>("ShapeFormatter", MessagePackSerializer.ConvertFromJson("[0, [null]]"))).Radius);
        Assert.Equal(0, ((Square)Read<Shape>("ShapeFormatter", MessagePackSerializer.ConvertFromJson("[3, []]"))).Side);
    }

    [Fact]
    public void What_is_unknown_is_skipped()
    {
        byte[] array = MessagePackSerializer.ConvertFromJson("[\"A\", {\"deep\": [1, [2]]}, 3, null, [[]], \"more\"]");
        Assert.Equal(3, Read<QuoteRequest>("QuoteRequestFormatter", array).Count);
        Assert.Equal(5, Read<Point>("PointFormatter", MessagePackSerializer.ConvertFromJson("{\"W\": [1], \"X\": 5}")).X);
    }

    /// <summary>A version without a key writes nil into its gap.</summary>
    [Fact]
    public void What_is_gone_keeps_its_initial_value()
    {
        QuoteRequest request = Read<QuoteRequest>("QuoteRequestFormatter", MessagePackSerializer.ConvertFromJson("[null, null, null, null]"));
        Assert.Equal(("", 7), (request.Symbol, request.Count));
    }

    [Theory]
    [InlineData("QuoteFormatter", "[null, \"1\"]")]
    [InlineData("ShapeFormatter", "[1, []]")]
    [InlineData("ShapeFormatter", "[0, [], 1]")]
    public void A_null_that_may_not_be_and_an_unknown_case_are_refused(string formatter, string json)
    {
        byte[] bytes = MessagePackSerializer.ConvertFromJson(json);
        IkcException failure = formatter == "ShapeFormatter"
            ? Assert.Throws<IkcException>(() => Read<Shape>(formatter, bytes))
            : Assert.Throws<IkcException>(() => Read<Quote>(formatter, bytes));
        Assert.Equal(IkcStatus.ProtocolViolation, failure.Status);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        byte[] bytes = [.. Enumerable.Range(0, 1000).SelectMany(_ => (byte[])[0x94, 0xA0, 0xC0, 0x01]), 0xC0];
        IkcException failure = Assert.Throws<IkcException>(() => Read<QuoteRequest>("QuoteRequestFormatter", bytes));
        Assert.Equal(IkcStatus.ProtocolViolation, failure.Status);
    }

    [Fact]
    public void A_null_that_may_not_be_is_not_written()
    {
        ArgumentNullException failure = Assert.Throws<ArgumentNullException>(() => Write("QuoteRequestFormatter", new QuoteRequest { Symbol = null! }));
        Assert.Equal("Ikc.Generators.Contracts.QuoteRequest.Symbol", failure.ParamName);
    }

    private static Everything Sample(int which) => which switch
    {
        0 => new Everything { Uri = null, Version = null, DateTime = DateTime.UnixEpoch },
        1 => new Everything
        {
            Bool = true,
            Char = 'ß',
            SByte = -5,
            Byte = 200,
            Int16 = -300,
            UInt16 = 60000,
            Int32 = -70000,
            UInt32 = 4_000_000_000,
            Int64 = long.MinValue,
            UInt64 = ulong.MaxValue,
            Single = 1.5f,
            Double = -2.25,
            Half = (Half)0.5,
            Decimal = 79228162514264337593543950335m,
            Guid = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            DateTime = new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc),
            DateTimeOffset = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-3.5)),
            TimeSpan = TimeSpan.FromTicks(-1),
            DateOnly = new DateOnly(2026, 5, 4),
            TimeOnly = new TimeOnly(1, 2, 3),
            Enum = DayOfWeek.Saturday,
            Uri = new Uri("/a?b", UriKind.Relative),
            Version = new Version(1, 2, 3, 4),
            BigInteger = System.Numerics.BigInteger.Pow(3, 100),
            Bytes = [1, 2, 3],
            Memory = new byte[] { 4, 5 },
            ByteList = [6, 200],
            Jagged = [[1], [], [-1, 100000]],
            Names = ["a", "b"],
            Queue = new([1, 2]),
            Sorted = new() { [2] = null, [1] = "x" },
            Pair = new(1, "one"),
            Tuple = Tuple.Create(2, "two"),
            Nested = (3, ("three", true)),
            Flags = [true, null, false],
            Points = [new Point { X = 1 }, new Point { Y = 2 }],
            Shape = new Circle { Radius = 3 },
        },
        _ => new Everything
        {
            Single = float.NaN,
            Double = double.NegativeInfinity,
            Bytes = new byte[70_000],
            Jagged = [new int[300]],
            Names = Enumerable.Range(0, 20).Select(i => new string('x', i * 10)),
            DateTime = new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        },
    };

    private static void AssertCompatible<T>(string formatter, T value)
    {
        byte[] written = Write(formatter, value);
        Assert.Equal(Convert.ToHexString(MessagePackSerializer.Serialize(value)), Convert.ToHexString(written));
        Assert.Equal(Convert.ToHexString(written), Convert.ToHexString(Write(formatter, Read<T>(formatter, written))));
        Assert.Equal(Convert.ToHexString(written), Convert.ToHexString(MessagePackSerializer.Serialize(MessagePackSerializer.Deserialize<T>(written))));
    }

    private static byte[] Write<T>(string formatter, T value)
    {
        ArrayBufferWriter<byte> bytes = new();
        MessagePackWriter writer = new(bytes);
        Method(formatter, "Write").CreateDelegate<WriteMessage<T>>()(ref writer, value);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static T Read<T>(string formatter, byte[] bytes)
    {
        MessagePackReader reader = new(bytes);
        T value = Method(formatter, "Read").CreateDelegate<ReadMessage<T>>()(ref reader);
        Assert.True(reader.End);
        Assert.Equal(0, reader.Depth);
        return value;
    }

    private static MethodInfo Method(string formatter, string name) =>
        typeof(IPricingIkc).GetNestedType(formatter, BindingFlags.NonPublic)!.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
}
