// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>Numbers that stand in shared memory; PROTOCOL.md is their source.</summary>
internal static class Wire
{
    public const ushort VersionMajor = 1;
    public const ushort VersionMinor = 0;

    /// <summary>Stands for null where a length or count is expected.</summary>
    public const uint NullLength = 0xFFFF_FFFF;

    /// <summary>Spans of elements begin at a multiple of this in their payload.</summary>
    public const int SpanAlignment = 8;

    /// <summary>The most that a block of elements takes: its count, padding and the elements.</summary>
    public static long BlockBytesMax(int count, int elementBytes) => sizeof(uint) + SpanAlignment + ((long)count * elementBytes);
}
