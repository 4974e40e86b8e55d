// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>The named limits of the protocol. What is over one of them fails with TooLarge, RingFull or LimitReached.</summary>
internal static class Limits
{
    /// <summary>A payload, in a bulk slot: 1 GiB.</summary>
    public const int PayloadBytesMax = 1 << 30;

    /// <summary>Rings: powers of two.</summary>
    public const int RingBytesMin = 4 * 1024;
    public const int RingBytesMax = 1 << 28;

    /// <summary>Bulk slots of one channel and direction.</summary>
    public const int SlotsMax = 32;

    /// <summary>All bulk slots of one channel and direction together: 2 GiB.</summary>
    public const long SlotBytesMax = 1L << 31;

    /// <summary>Calls in flight on one channel.</summary>
    public const int CallSlotsMax = 512;

    /// <summary>Stream calls open on one stream channel.</summary>
    public const int StreamCallsMax = 4096;

    /// <summary>Parameters of one method that are streams.</summary>
    public const int StreamParametersMax = 16;

    /// <summary>What a stream's writer may send before its reader has given any credit.</summary>
    public const int StreamCreditBytes = 64 * 1024;

    /// <summary>Credit that a stream's writer may have at a time.</summary>
    public const int StreamCreditBytesMax = 1 << 30;

    /// <summary>The largest reply that stands in the reply ring, record header included: named by the client.</summary>
    public const int ReplyRecordBytesMin = 64;
    public const int ReplyRecordBytesMax = 64 * 1024;

    /// <summary>Callbacks that one connection has lent at a time.</summary>
    public const int CallbacksMax = 256;

    /// <summary>Methods in one connect request.</summary>
    public const int MethodsMax = 4096;

    /// <summary>Bytes of one connect request's or answer's table.</summary>
    public const int HandshakeBytesMax = 512 * 1024;

    /// <summary>UTF-8 bytes of a service name or contract id.</summary>
    public const int NameBytesMax = 200;

    /// <summary>Reply rings that one peer can make a service create: 256 MiB.</summary>
    public const long ReplyBytesPerLinkMax = 1L << 28;

    /// <summary>Channels between one pair of nodes.</summary>
    public const int ChannelsPerLinkMax = 4096;
}
