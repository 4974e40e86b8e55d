// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;
using Ikc.CompilerServices;
using MessagePack;

namespace Ikc.Codec;

/// <summary>Everything that <see cref="IkcWriter"/> can write and <see cref="IkcReader"/> can read.</summary>
internal static class Kinds
{
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    public record struct Point(int X, short Y, ulong Z);

    public static IReadOnlyList<Kind> All { get; } =
    [
        Fixed<byte>(0, 255),
        Fixed<sbyte>(-128, 127),
        Fixed(short.MinValue, short.MaxValue),
        Fixed(ushort.MinValue, ushort.MaxValue),
        Fixed(int.MinValue, int.MaxValue, -1),
        Fixed(uint.MinValue, uint.MaxValue),
        Fixed(long.MinValue, long.MaxValue, -1),
        Fixed(ulong.MinValue, ulong.MaxValue),
        Fixed(Int128.MinValue, Int128.MaxValue),
        Fixed(UInt128.MinValue, UInt128.MaxValue),
        Fixed(Half.NaN, Half.NegativeInfinity, Half.NegativeZero),
        Fixed(float.NaN, float.Epsilon, float.NegativeZero),
        Fixed(double.NaN, double.MaxValue, double.NegativeZero),
        Fixed('\0', '\uFFFF', '\uD800'),
        Fixed(Guid.Empty, Guid.AllBitsSet),
        Fixed(DayOfWeek.Friday, (DayOfWeek)int.MinValue),
        Fixed(default(Point), new Point(int.MinValue, -1, ulong.MaxValue)),
        new("boolean", [false, true], random => random.Next(2) == 1,
            static (scoped ref writer, value) => writer.WriteBoolean((bool)value!), static (scoped ref reader) => reader.ReadBoolean()),
        new("decimal", [0m, -0.0m, decimal.MaxValue, decimal.MinValue, 1e-28m, 7.9228162514264337593543950335m], RandomDecimal,
            static (scoped ref writer, value) => writer.WriteDecimal((decimal)value!), static (scoped ref reader) => reader.ReadDecimal()),
        new("DateTime",
            [DateTime.MinValue, DateTime.MaxValue, DateTime.UnixEpoch, new DateTime(1, DateTimeKind.Local)],
            random => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), (DateTimeKind)random.Next(3)),
            static (scoped ref writer, value) => writer.WriteDateTime((DateTime)value!),
            static (scoped ref reader) => reader.ReadDateTime()),
        new("DateTimeOffset",
            [
                DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(DateTime.MaxValue, TimeSpan.FromHours(14)),
                new DateTimeOffset(new DateTime(0), TimeSpan.FromHours(-14)),
            ],
            random => new DateTimeOffset(
                random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay),
                TimeSpan.FromMinutes(random.Next(-840, 841))),
            static (scoped ref writer, value) => writer.WriteDateTimeOffset((DateTimeOffset)value!),
            static (scoped ref reader) => reader.ReadDateTimeOffset()),
        new("TimeSpan", [TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero], random => new TimeSpan(random.NextInt64()),
            static (scoped ref writer, value) => writer.WriteTimeSpan((TimeSpan)value!),
            static (scoped ref reader) => reader.ReadTimeSpan()),
        new("DateOnly", [DateOnly.MinValue, DateOnly.MaxValue], random => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)),
            static (scoped ref writer, value) => writer.WriteDateOnly((DateOnly)value!),
            static (scoped ref reader) => reader.ReadDateOnly()),
        new("TimeOnly", [TimeOnly.MinValue, TimeOnly.MaxValue], random => new TimeOnly(random.NextInt64(TimeOnly.MaxValue.Ticks)),
            static (scoped ref writer, value) => writer.WriteTimeOnly((TimeOnly)value!),
            static (scoped ref reader) => reader.ReadTimeOnly()),
        new("string",
            [
                null, "", "a", "\0", "ü€𝄞", new string('x', 511), new string('ü', 256), new string('x', 513),
                string.Concat(Enumerable.Repeat("𝄞", 300)),
            ],
            RandomString,
            static (scoped ref writer, value) => writer.WriteString((string?)value), static (scoped ref reader) => reader.ReadString()),
        Block<byte>(), Block<short>(), Block<int>(), Block<double>(), Block<Guid>(), Block<Point>(),
        NullableArray<byte>(), NullableArray<long>(),
        new("message", ["", "a", new string('m', 700)], RandomString, WriteMessage, ReadMessage),
    ];

    private static Kind Fixed<T>(params T[] edges)
        where T : unmanaged
    {
        return new Kind(
            typeof(T).Name, [.. edges.Select(edge => (object)edge)], random => RandomOf<T>(random),
            static (scoped ref writer, value) => writer.Write((T)value!), static (scoped ref reader) => reader.Read<T>());
    }

    private static Kind Block<T>()
        where T : unmanaged
    {
        return new Kind(
            $"span of {typeof(T).Name}", [Array.Empty<T>(), new T[1]], random => RandomArray<T>(random),
            static (scoped ref writer, value) => writer.WriteSpan<T>((T[])value!),
            static (scoped ref reader) => reader.ReadSpan<T>().ToArray());
    }

    private static Kind NullableArray<T>()
        where T : unmanaged
    {
        return new Kind(
            $"array of {typeof(T).Name}", [null, Array.Empty<T>()], random => RandomArray<T>(random),
            static (scoped ref writer, value) => writer.WriteArray((T[]?)value), static (scoped ref reader) => reader.ReadArray<T>());
    }

    private static void WriteMessage(scoped ref IkcWriter writer, object? value)
    {
        MessagePackWriter message = writer.BeginMessage();
        message.WriteArrayHeader(2);
        message.Write((string)value!);
        message.Write(ulong.MaxValue);
        writer.EndMessage(ref message);
    }

    private static object? ReadMessage(scoped ref IkcReader reader)
    {
        // As generated code does it: what MessagePack throws for bytes that are none becomes a violation.
        MessagePackReader message = reader.BeginMessage();
        string? text;
        try
        {
            if (message.ReadArrayHeader() != 2 || (text = message.ReadString()) is null || message.ReadUInt64() != ulong.MaxValue)
                throw IkcMessage.Malformed("test");
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw IkcMessage.Malformed("test");
        }

        reader.EndMessage(ref message);
        return text;
    }

    private static T RandomOf<T>(Random random)
        where T : unmanaged
    {
        T value = default;
        random.NextBytes(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    private static T[] RandomArray<T>(Random random)
        where T : unmanaged
    {
        var values = new T[random.Next(20)];
        random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static object RandomDecimal(Random random) =>
        new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29));

    private static object RandomString(Random random)
    {
        var text = new StringBuilder();
        for (int i = random.Next(30); i > 0; i--)
            text.Append(new Rune(random.Next(2) == 0 ? random.Next(128) : random.Next(0xE000, 0x110000)));
        return text.ToString();
    }
}
