// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.InteropServices;

namespace Ikc.Latency;

/// <summary>The bytes of the bulk series, and how they are read.</summary>
internal static class Bulk
{
    public const int SizeBytes = 1 << 20;

    public static byte[] Source()
    {
        byte[] bytes = new byte[SizeBytes];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Touches every byte, about as fast as the memory is: the sum of the 64-bit words, in vectors. Whole vectors only.</summary>
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

        return Vector.Sum(even + odd);
    }
}
