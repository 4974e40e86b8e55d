// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace Ikc.Execution.Values;

/// <summary>Seeded values, with the edges of each type among them.</summary>
internal sealed class RandomValues(int seed)
{
    private readonly Random _random = new(seed);

    public T Pick<T>(T[] edges, Func<T> other) => _random.Next(4) == 0 ? edges[_random.Next(edges.Length)] : other();

    public long Int64() => Pick([0, 1, -1, long.MinValue, long.MaxValue], () => _random.NextInt64(long.MinValue, long.MaxValue));

    public int Int32() => Pick([0, 1, -1, int.MinValue, int.MaxValue], () => _random.Next(int.MinValue, int.MaxValue));

    public byte Byte() => (byte)_random.Next(256);

    public bool Boolean() => _random.Next(2) == 0;

    public double Double() => Pick([0, -0.0, double.NaN, double.Epsilon, double.PositiveInfinity], () => BitConverter.Int64BitsToDouble(Int64()));

    public Int128 Int128() => new((ulong)Int64(), (ulong)Int64());

    public decimal Decimal() => Pick(
        [0m, 1.10m, -1m, decimal.MaxValue, decimal.MinValue], () => new decimal(Int32(), Int32(), Int32(), Boolean(), (byte)(Byte() % 29)));

    public Guid Guid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Int64());
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Int64());
        return new Guid(bytes);
    }

    public DateTime DateTime() => Pick(
        [System.DateTime.MinValue, System.DateTime.MaxValue, System.DateTime.UnixEpoch],
        () => new DateTime(_random.NextInt64(System.DateTime.MaxValue.Ticks), (DateTimeKind)_random.Next(3)));

    public DateTimeOffset DateTimeOffset() => Pick(
        [System.DateTimeOffset.MinValue, System.DateTimeOffset.MaxValue],
        () => new DateTimeOffset(_random.NextInt64(System.TimeSpan.TicksPerDay, System.DateTime.MaxValue.Ticks - System.TimeSpan.TicksPerDay), System.TimeSpan.FromMinutes(_random.Next(-840, 841))));

    public TimeSpan TimeSpan() => new(Int64());

    public DateOnly DateOnly() => System.DateOnly.FromDayNumber(_random.Next(System.DateOnly.MaxValue.DayNumber + 1));

    public TimeOnly TimeOnly() => new(_random.NextInt64(System.TimeSpan.TicksPerDay));

    public Colour Colour() => Pick([Contracts.Colour.Red, Contracts.Colour.Blue], () => (Colour)(short)Int32());

    public Point Point() => new() { X = Double(), Y = Double(), Id = Guid(), Colour = Colour() };

    public string String() => Pick(["", "Ikc", "ä€😀", "\0"], () => Characters(_random.Next(1000)));

    public T[] Array<T>(Func<T> element) => [.. Enumerable.Range(0, Pick([0, 1], () => _random.Next(300))).Select(_ => element())];

    public Order Order() => new()
    {
        Name = String(),
        Amount = Boolean() ? Int64() : null,
        Lines = [.. Array(() => new OrderLine { Count = Int32(), Text = Boolean() ? String() : null, Price = Decimal() }).Take(20)],
    };

    public Shape Shape() => Boolean() ? new Circle { Radius = Double() } : new Square { Side = Double(), Label = Boolean() ? String() : null };

    private string Characters(int count) => string.Create(count, _random, static (text, random) =>
    {
        for (int i = 0; i < text.Length; i++)
            text[i] = (char)random.Next(1, 0xD800); // no lone surrogates: they are not text
    });
}
