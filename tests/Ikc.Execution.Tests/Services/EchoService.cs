// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Services;

public sealed class EchoService : IEcho
{
    public bool Boolean(bool value) => value;

    public byte Byte(byte value) => value;

    public sbyte SByte(sbyte value) => value;

    public short Int16(short value) => value;

    public ushort UInt16(ushort value) => value;

    public int Int32(int value) => value;

    public uint UInt32(uint value) => value;

    public long Int64(long value) => value;

    public ulong UInt64(ulong value) => value;

    public float Single(float value) => value;

    public double Double(double value) => value;

    public Half Half(Half value) => value;

    public char Char(char value) => value;

    public Guid Guid(Guid value) => value;

    public Int128 Int128(Int128 value) => value;

    public UInt128 UInt128(UInt128 value) => value;

    public decimal Decimal(decimal value) => value;

    public DateTime DateTime(DateTime value) => value;

    public DateTimeOffset DateTimeOffset(DateTimeOffset value) => value;

    public TimeSpan TimeSpan(TimeSpan value) => value;

    public DateOnly DateOnly(DateOnly value) => value;

    public TimeOnly TimeOnly(TimeOnly value) => value;

    public Colour Enum(Colour value) => value;

    public Point Struct(in Point value) => value;

    public int? NullableInt(int? value) => value;

    public Point? NullableStruct(Point? value) => value;

    public (int Left, decimal Right) Tuple((int Left, decimal Right) value) => value;

    public string String(string value) => value;

    public string? NullableString(string? value) => value;

    public long[] Array(long[] value) => value;

    public Point[]? NullableArray(Point[]? value) => value;

    public ReadOnlyMemory<int> Memory(ReadOnlyMemory<int> value) => value;

    public double[] Span(ReadOnlySpan<double> value) => value.ToArray();

    public Order Message(Order value) => value;

    public Order? NullableMessage(Order? value) => value;

    public List<string?> List(List<string?> value) => value;

    public Dictionary<string, long> Dictionary(Dictionary<string, long> value) => value;

    public Shape Union(Shape value) => value;

    public IkcLease<byte> Lease(ReadOnlySpan<byte> value)
    {
        IkcLease<byte> lease = IkcLease<byte>.Rent(value.Length);
        value.CopyTo(lease.Span);
        return lease;
    }

    public IkcLease<Point> StructLease(Point[] value)
    {
        IkcLease<Point> lease = IkcLease<Point>.Rent(value.Length);
        value.CopyTo(lease.Span);
        return lease;
    }

    public string Many(byte a, string b, long[] c, Order d, Guid? e, (int, bool) f) =>
        FormattableString.Invariant($"{a}|{b}|{string.Join(',', c)}|{d.Name}|{e}|{f}");
}
