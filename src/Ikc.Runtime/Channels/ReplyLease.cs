// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>Makes a lease of a reply that is held.</summary>
internal static unsafe class ReplyLease
{
    /// <summary>
    /// A reply in a bulk slot is lent where it lies, and the handle's slot passes to the lease; one that stands in the ring is copied.
    /// </summary>
    public static IkcLease<T> Take<T>(ChannelEnd channel, ref ReplyHandle reply)
        where T : unmanaged
    {
        int length = reply.PayloadBytes / Unsafe.SizeOf<T>();
        if (length * Unsafe.SizeOf<T>() != reply.PayloadBytes)
            throw IkcMessage.Malformed("lease");
        if (reply.SlotArea is { } area)
        {
            reply.SlotArea = null;
            return new IkcLease<T>(PeerSlotLease.Take(channel, area, reply.Slot, reply.Payload), length);
        }

        var lease = new IkcLease<T>(HeapLease.Take(reply.PayloadBytes), length);
        new ReadOnlySpan<T>(reply.Payload, length).CopyTo(lease.Span);
        return lease;
    }
}
