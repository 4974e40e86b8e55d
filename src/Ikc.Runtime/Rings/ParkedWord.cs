// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>The parked word: a generation that only grows, odd while its reader is armed, and the bell that wakes it.</summary>
internal static class ParkedWord
{
    private const int BellBits = 16;

    public static ulong Make(ulong generation, int bell) => (generation << BellBits) | (uint)bell;

    public static ulong Generation(ulong word) => word >> BellBits;

    public static int Bell(ulong word) => (int)(word & ((1 << BellBits) - 1));

    public static bool IsArmed(ulong word) => (word >> BellBits & 1) != 0;

    /// <summary>The next armed generation after this one.</summary>
    public static ulong NextArmed(ulong generation) => (generation + 1) | 1;
}
