// SPDX-License-Identifier: MIT
using System.Numerics;

namespace Ikc.Rings;

/// <summary>Checks of a peer's area header. They work on a private copy: the area itself may change at any time.</summary>
internal static unsafe class AreaHeaders
{
    /// <summary>The smallest area of any kind: a header page and one page more.</summary>
    public const long AreaBytesMin = 2 * AreaLayout.PageBytes;

    /// <summary>Copies the header and checks what all areas have in common. A newer minor version is welcome.</summary>
    public static RingResult TryCopy(byte* area, long sizeBytes, ulong peerEpoch, out AreaHeader header)
    {
        header = default;
        if (sizeBytes < AreaBytesMin)
            return RingResult.Violation;
        header = *(AreaHeader*)area;
        bool sane = header.Magic == AreaHeader.MagicValue
            && header.HeaderBytes >= AreaHeader.SizeBytes
            && header.HeaderBytes <= AreaLayout.PageBytes
            && header.Epoch == peerEpoch;
        return sane ? RingResult.Ok : RingResult.Violation;
    }

    /// <summary>Whether this build understands the area's protocol.</summary>
    public static bool IsKnownVersion(in AreaHeader header) => header.VersionMajor == Wire.VersionMajor && header.Features == 0;

    /// <summary>Whether the ring, the control page before it and the handshake text lie inside the area.</summary>
    public static bool HasSaneRing(in AreaHeader header, long sizeBytes)
    {
        ulong size = (ulong)sizeBytes;
        return header.RingBytes is >= Limits.RingBytesMin and <= Limits.RingBytesMax
            && BitOperations.IsPow2(header.RingBytes)
            && header.RingOffset >= AreaLayout.RingOffset
            && header.RingOffset % AreaLayout.PageBytes == 0
            && header.RingOffset <= size
            && header.RingBytes <= size - header.RingOffset
            && header.SummaryIndex < Limits.ChannelsPerLinkMax
            && header.Bell <= ushort.MaxValue
            && HasSaneHandshake(header, sizeBytes);
    }

    /// <summary>Whether the handshake text lies inside the area.</summary>
    public static bool HasSaneHandshake(in AreaHeader header, long sizeBytes)
    {
        ulong size = (ulong)sizeBytes;
        return header.HandshakeBytes <= Limits.HandshakeBytesMax
            && header.HandshakeOffset <= size
            && header.HandshakeBytes <= size - header.HandshakeOffset;
    }

    /// <summary>Whether a client asks for call slots and replies that a service can grant.</summary>
    public static bool HasSaneCredits(in AreaHeader header)
    {
        if (header.Lane == (uint)ChannelRole.Streams)
            return header.CallSlots is >= 1 and <= Limits.StreamCallsMax;
        return header.CallSlots is >= 1 and <= Limits.CallSlotsMax
            && header.ReplyRecordBytes is >= Limits.ReplyRecordBytesMin and <= Limits.ReplyRecordBytesMax
            && header.ReplyRecordBytes % RecordHeader.Alignment == 0;
    }

    /// <summary>The service's ring for this client: large enough for all replies, or, for streams, as large as the client's own.</summary>
    public static uint ReplyRingBytes(in AreaHeader asked) =>
        asked.Lane == (uint)ChannelRole.Streams ? (uint)asked.RingBytes : ReplyRingBytes(asked.CallSlots, asked.ReplyRecordBytes);

    /// <summary>
    /// The reply ring for these credits: every call's largest inline reply at once, with one padding (a quarter of the ring) and one
    /// header, so that a service never waits for space (PROTOCOL, rule 17).
    /// </summary>
    public static uint ReplyRingBytes(uint callSlots, uint replyRecordBytes)
    {
        uint credits = (callSlots * replyRecordBytes) + RecordHeader.SizeBytes;
        uint ring = Math.Max(credits + (credits / 3) + RecordHeader.SizeBytes, replyRecordBytes * 4);
        return BitOperations.RoundUpToPowerOf2(Math.Max(ring, Limits.RingBytesMin));
    }
}
