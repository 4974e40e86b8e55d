// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>One method for each form that a value has on the wire; each gives back what it got.</summary>
[IkcContract("test.echo")]
public partial interface IEcho
{
    [IkcMethod(1)] bool Boolean(bool value);
    [IkcMethod(2)] byte Byte(byte value);
    [IkcMethod(3)] sbyte SByte(sbyte value);
    [IkcMethod(4)] short Int16(short value);
    [IkcMethod(5)] ushort UInt16(ushort value);
    [IkcMethod(6)] int Int32(int value);
    [IkcMethod(7)] uint UInt32(uint value);
    [IkcMethod(8)] long Int64(long value);
    [IkcMethod(9)] ulong UInt64(ulong value);
    [IkcMethod(10)] float Single(float value);
    [IkcMethod(11)] double Double(double value);
    [IkcMethod(12)] Half Half(Half value);
    [IkcMethod(13)] char Char(char value);
    [IkcMethod(14)] Guid Guid(Guid value);
    [IkcMethod(15)] Int128 Int128(Int128 value);
    [IkcMethod(16)] UInt128 UInt128(UInt128 value);
    [IkcMethod(17)] decimal Decimal(decimal value);
    [IkcMethod(18)] DateTime DateTime(DateTime value);
    [IkcMethod(19)] DateTimeOffset DateTimeOffset(DateTimeOffset value);
    [IkcMethod(20)] TimeSpan TimeSpan(TimeSpan value);
    [IkcMethod(21)] DateOnly DateOnly(DateOnly value);
    [IkcMethod(22)] TimeOnly TimeOnly(TimeOnly value);
    [IkcMethod(23)] Colour Enum(Colour value);
    [IkcMethod(24)] Point Struct(in Point value);
    [IkcMethod(25)] int? NullableInt(int? value);
    [IkcMethod(26)] Point? NullableStruct(Point? value);
    [IkcMethod(27)] (int Left, decimal Right) Tuple((int Left, decimal Right) value);
    [IkcMethod(28)] string String(string value);
    [IkcMethod(29)] string? NullableString(string? value);
    [IkcMethod(30)] long[] Array(long[] value);
    [IkcMethod(31)] Point[]? NullableArray(Point[]? value);
    [IkcMethod(32)] ReadOnlyMemory<int> Memory(ReadOnlyMemory<int> value);
    [IkcMethod(33)] double[] Span(ReadOnlySpan<double> value);
    [IkcMethod(34)] Order Message(Order value);
    [IkcMethod(35)] Order? NullableMessage(Order? value);
    [IkcMethod(36)] List<string?> List(List<string?> value);
    [IkcMethod(37)] Dictionary<string, long> Dictionary(Dictionary<string, long> value);
    [IkcMethod(38)] Shape Union(Shape value);
    [IkcMethod(39)] IkcLease<byte> Lease(ReadOnlySpan<byte> value);
    [IkcMethod(40)] IkcLease<Point> StructLease(Point[] value);
    [IkcMethod(41)] string Many(byte a, string b, long[] c, Order d, Guid? e, (int, bool) f);
}
