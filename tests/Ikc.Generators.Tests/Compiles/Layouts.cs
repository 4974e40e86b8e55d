// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ikc;

namespace Acme;

[InlineArray(16)]
public struct Name
{
    private byte _first;
}

[IkcStruct]
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct Packed
{
    public byte A;
    public long B;
    public Name C;
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
    public DayOfWeek C;

    [FieldOffset(12)]
    public char D;

    [FieldOffset(14)]
    public Half E;
}

[IkcContract("layouts")]
public partial interface ILayouts
{
    [IkcMethod(1)]
    Packed Get((Overlaid A, Packed? B) both, ReadOnlySpan<Packed> span);
}
