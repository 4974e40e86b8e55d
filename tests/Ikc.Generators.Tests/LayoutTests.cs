// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;
using Ikc.CompilerServices;
using Ikc.Generators.Contracts;

namespace Ikc.Generators;

/// <summary>What the generator computes of a struct is what the runtime does with it.</summary>
public sealed class LayoutTests
{
    [Fact]
    public void Published_sizes_are_the_runtimes()
    {
        IkcStructLayoutAttribute[] layouts = [.. typeof(LayoutTests).Assembly.GetCustomAttributes<IkcStructLayoutAttribute>()];
        Assert.Equal(4, layouts.Length);
        MethodInfo sizeOf = typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!;
        foreach (IkcStructLayoutAttribute layout in layouts)
            Assert.Equal(sizeOf.MakeGenericMethod(layout.Type).Invoke(null, null), layout.SizeBytes);
    }

    [Fact]
    public void Published_offsets_are_the_runtimes()
    {
        Mixed mixed = default;
        Assert.Equal(
            $"s:{{u1@{Offset(ref mixed, ref mixed.A)},u1@{Offset(ref mixed, ref mixed.B)},i2@{Offset(ref mixed, ref mixed.C)},"
            + $"g16@{Offset(ref mixed, ref mixed.D)},i4@{Offset(ref mixed, ref mixed.E)},i8@{Offset(ref mixed, ref mixed.F)},"
            + $"i16@{Offset(ref mixed, ref mixed.G)},i4@{Offset(ref mixed, ref mixed.H.Kind)},u4@{Offset(ref mixed, ref mixed.H.Flags)},"
            + $"u8@{Offset(ref mixed, ref mixed.H.Sequence)},u1[8]@{Offset(ref mixed, ref mixed.I)},"
            + $"f8@{Offset(ref mixed, ref mixed.J)};{Unsafe.SizeOf<Mixed>()}}}",
            Shape(typeof(Mixed)));
        Packed packed = default;
        Assert.Equal(
            $"s:{{u1@0,i8@{Offset(ref packed, ref packed.B)},u2@{Offset(ref packed, ref packed.C)};{Unsafe.SizeOf<Packed>()}}}",
            Shape(typeof(Packed)));
        Overlaid overlaid = default;
        Assert.Equal(
            $"s:{{i8@0,f8@{Offset(ref overlaid, ref overlaid.B)},c2@{Offset(ref overlaid, ref overlaid.C)},"
            + $"f2@{Offset(ref overlaid, ref overlaid.D)},u4@{Offset(ref overlaid, ref overlaid.E)};{Unsafe.SizeOf<Overlaid>()}}}",
            Shape(typeof(Overlaid)));
    }

    private static string Shape(Type type) =>
        typeof(LayoutTests).Assembly.GetCustomAttributes<IkcStructLayoutAttribute>().Single(l => l.Type == type).Shape;

    private static nint Offset<T, TField>(ref T start, ref TField field) => Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref start), ref Unsafe.As<TField, byte>(ref field));
}
