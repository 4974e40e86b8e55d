// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Channels;

/// <summary>The head of a statistics segment. Rows of <see cref="ChannelCounters"/> follow at <see cref="RowsOffset"/>.</summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal struct StatisticsHeader
{
    public const ulong MagicValue = 0x3154_4154_5343_4B49; // "IKCSTAT1"
    public const int SizeBytes = 128;
    public const int RowsOffset = 4096;
    public const int RowsMax = 4096;
    public const ushort VersionMajorValue = 1;
    public const int FileBytes = RowsOffset + (RowsMax * ChannelCounters.SizeBytes);

    public ulong Magic;
    public ushort VersionMajor;
    public ushort VersionMinor;
    public uint RowBytes;
    public uint Rows;
    public int Instance;
    public uint Node;
    public uint Reserved;
    public ulong Epoch;
}
