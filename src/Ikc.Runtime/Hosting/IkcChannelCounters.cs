// SPDX-License-Identifier: MIT
using Ikc.Channels;

namespace Ikc;

/// <summary>What a client's channel 0 and its open lanes have done.</summary>
/// <param name="CallsSent">Requests and one-way calls written.</param>
/// <param name="RepliesReceived">Replies read.</param>
/// <param name="DoorbellsRung">Times the service had to be woken; the other calls found it awake.</param>
/// <param name="Parks">Times a synchronous caller said that it would sleep, and may have been rung. Some find their reply in the last look and do not.</param>
/// <param name="BulkSlotsRented">Calls whose arguments went through a bulk slot.</param>
/// <param name="BulkBytesCopied">Bytes that the runtime copied into those slots; what callers wrote there themselves, through loans, is not among them.</param>
/// <param name="Timeouts">Calls whose caller gave up.</param>
public readonly record struct IkcChannelCounters(
    long CallsSent, long RepliesReceived, long DoorbellsRung, long Parks, long BulkSlotsRented, long BulkBytesCopied, long Timeouts)
{
    internal static unsafe IkcChannelCounters Of(ClientConnection connection)
    {
        var sum = default(ChannelCounters);
        if (connection.Zero is { } zero) // a callback that was never called has none
            Add(ref sum, zero);
        if (connection.Streams is { } streams)
            Add(ref sum, streams);
        foreach (Lane lane in connection.Lanes.All())
            Add(ref sum, lane);
        return new IkcChannelCounters(
            (long)sum.RecordsSent, (long)sum.RecordsReceived, (long)sum.DoorbellsRung, (long)sum.Parks, (long)sum.SlotsRented,
            (long)sum.SlotBytesCopied, (long)sum.Timeouts);
    }

    private static unsafe void Add(ref ChannelCounters sum, ChannelEnd channel)
    {
        if (!channel.TryCopyCounters(out ChannelCounters one))
            return;
        sum.RecordsSent += one.RecordsSent;
        sum.RecordsReceived += one.RecordsReceived;
        sum.DoorbellsRung += one.DoorbellsRung;
        sum.Parks += one.Parks;
        sum.SlotsRented += one.SlotsRented;
        sum.SlotBytesCopied += one.SlotBytesCopied;
        sum.Timeouts += one.Timeouts;
    }
}
