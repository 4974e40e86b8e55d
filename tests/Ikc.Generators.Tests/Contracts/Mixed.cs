// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ikc.Generators.Contracts;

[IkcStruct]
public struct Mixed
{
    public byte A;
    public byte B;
    public short C;
    public Guid D;
    public DayOfWeek E;
    public long F;
    public Int128 G;
    public Header H;
    public EightBytes I;
    public double J;
}

[InlineArray(8)]
public struct EightBytes
{
    private byte _first;
}

[IkcStruct]
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct Packed
{
    public byte A;
    public long B;
    public ushort C;
}

[IkcStruct]
[StructLayout(LayoutKind.Explicit)]
public struct Overlaid
{
    [FieldOffset(0)]
    public long A;

    [FieldOffset(0)]
    public double B;

    [FieldOffset(8)]
    public char C;

    [FieldOffset(10)]
    public Half D;

    [FieldOffset(12)]
    public uint E;
}
