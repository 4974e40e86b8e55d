// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>Where things stand in an area.</summary>
internal static class AreaLayout
{
    public const int PageBytes = 4096;

    /// <summary>Channel areas: the control words.</summary>
    public const int ControlOffset = PageBytes;

    /// <summary>Channel areas: the ring. The handshake text follows it.</summary>
    public const int RingOffset = 2 * PageBytes;

    /// <summary>Bulk slots: the payload.</summary>
    public const int BulkOffset = PageBytes;

    /// <summary>Summary areas: counts of groups of 64 channels.</summary>
    public const int GroupsOffset = PageBytes;

    /// <summary>Summary areas: the word that rings the peer's bell <see cref="BellNumber.LinkWord"/>, 32 bits.</summary>
    public const int RungOffset = GroupsOffset + 0x400;

    /// <summary>Summary areas: counts of channels.</summary>
    public const int ChannelsOffset = 2 * PageBytes;

    public const int ChannelsPerGroup = 64;
    public const int GroupsMax = Limits.ChannelsPerLinkMax / ChannelsPerGroup;
    public const int SummaryBytes = ChannelsOffset + (Limits.ChannelsPerLinkMax * sizeof(ulong));

    public static long RoundToPages(long sizeBytes) => (sizeBytes + PageBytes - 1) & -PageBytes;
}
