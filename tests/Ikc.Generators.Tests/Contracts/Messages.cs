// SPDX-License-Identifier: MIT
using MessagePack;

namespace Ikc.Generators.Contracts;

[MessagePackObject]
public sealed class QuoteRequest
{
    [Key(0)]
    public string Symbol { get; set; } = "";

    [Key(2)]
    public int Count { get; set; } = 7;

    [Key(3)]
    public QuoteRequest? Next { get; set; }

    [IgnoreMember]
    public int Unused { get; set; }
}

[MessagePackObject]
public sealed record Quote([property: Key(0)] string Symbol, [property: Key(1)] decimal Price)
{
    [Key(2)]
    public DateTime? At { get; init; }
}

[MessagePackObject(keyAsPropertyName: true)]
public struct Point
{
    public int X { get; set; }
    public int Y { get; set; }
    public int Z;
}

[Union(0, typeof(Circle))]
[Union(3, typeof(Square))]
public abstract class Shape
{
    [Key(0)]
    public string? Label { get; set; }
}

[MessagePackObject]
public sealed class Circle : Shape
{
    [Key(1)]
    public double Radius { get; init; } = 1;
}

[MessagePackObject]
public sealed class Square : Shape
{
    [Key(1)]
    public required int Side { get; set; }
}

[MessagePackObject]
public sealed class Everything : IMessagePackSerializationCallbackReceiver
{
    [Key(0)] public bool Bool { get; set; }
    [Key(1)] public char Char { get; set; }
    [Key(2)] public sbyte SByte { get; set; }
    [Key(3)] public byte Byte { get; set; }
    [Key(4)] public short Int16 { get; set; }
    [Key(5)] public ushort UInt16 { get; set; }
    [Key(6)] public int Int32 { get; set; }
    [Key(7)] public uint UInt32 { get; set; }
    [Key(8)] public long Int64 { get; set; }
    [Key(9)] public ulong UInt64 { get; set; }
    [Key(10)] public float Single { get; set; }
    [Key(11)] public double Double { get; set; }
    [Key(12)] public Half Half { get; set; }
    [Key(13)] public decimal Decimal { get; set; }
    [Key(14)] public Guid Guid { get; set; }
    [Key(15)] public DateTime DateTime { get; set; }
    [Key(16)] public DateTimeOffset DateTimeOffset { get; set; }
    [Key(17)] public TimeSpan TimeSpan { get; set; }
    [Key(18)] public DateOnly DateOnly { get; set; }
    [Key(19)] public TimeOnly TimeOnly { get; set; }
    [Key(20)] public DayOfWeek Enum { get; set; }
    [Key(21)] public Uri? Uri { get; set; }
    [Key(22)] public Version? Version { get; set; }
    [Key(23)] public System.Numerics.BigInteger BigInteger { get; set; }
    [Key(24)] public byte[] Bytes { get; set; } = [];
    [Key(25)] public ReadOnlyMemory<byte> Memory { get; set; }
    [Key(26)] public List<byte> ByteList { get; set; } = [];
    [Key(27)] public int[][] Jagged { get; set; } = [];
    [Key(28)] public IEnumerable<string> Names { get; set; } = [];
    [Key(29)] public Queue<int> Queue { get; set; } = [];
    [Key(30)] public SortedDictionary<int, string?> Sorted { get; set; } = [];
    [Key(31)] public KeyValuePair<int, string> Pair { get; set; } = new(0, "");
    [Key(32)] public Tuple<int, string>? Tuple { get; set; }
    [Key(33)] public (int, (string, bool)) Nested { get; set; } = (0, ("", false));
    [Key(34)] public bool?[] Flags { get; set; } = [];
    [Key(35)] public System.Collections.Immutable.ImmutableList<Point> Points { get; set; } = [];
    [Key(36)] public Shape? Shape { get; set; }

    [IgnoreMember] public int Callbacks { get; private set; }

    public void OnBeforeSerialize() => Callbacks++;

    public void OnAfterDeserialize() => Callbacks++;
}
