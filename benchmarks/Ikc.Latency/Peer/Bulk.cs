// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ikc.Channels;

namespace Ikc.Latency.Peer;

/// <summary>The bytes of the series, and what is done with them.</summary>
internal static class Bulk
{
    public const int SizeBytesMax = 64 << 20;

    private static byte[]? s_source;

    /// <summary>The same bytes in every process; one array for all.</summary>
    public static byte[] Source()
    {
        if (s_source is null)
        {
            byte[] bytes = GC.AllocateUninitializedArray<byte>(SizeBytesMax);
            new Random(1).NextBytes(bytes);
            s_source = bytes;
        }

        return s_source;
    }

    /// <summary>Touches every byte, about as fast as the memory is: the sum of the 64-bit words, in vectors; a last part word is left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<Vector<ulong>> words = MemoryMarshal.Cast<byte, Vector<ulong>>(bytes);
        Vector<ulong> even = default;
        Vector<ulong> odd = default;
        int i = 0;
        for (; i + 1 < words.Length; i += 2)
        {
            even += words[i];
            odd += words[i + 1];
        }

        ulong sum = Vector.Sum(even + odd);
        int rest = i * Vector<byte>.Count;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes[rest..]))
            sum += word;
        return sum;
    }

    /// <summary>Works for so long: looks at the clock, and leaves the core to nobody.</summary>
    public static void Work(int microseconds)
    {
        long end = Stopwatch.GetTimestamp() + (microseconds * Stopwatch.Frequency / 1_000_000);
        while (Stopwatch.GetTimestamp() < end)
            SpinBudget.Pause();
    }
}
