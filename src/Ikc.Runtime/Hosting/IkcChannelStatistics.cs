// SPDX-License-Identifier: MIT
using Ikc.Channels;

namespace Ikc;

/// <summary>What one side of one channel has done since it was opened.</summary>
/// <param name="IsService">The service's side; else the client's.</param>
/// <param name="Key">The channel's 64 random bits, the same on both sides.</param>
/// <param name="RecordsSent">Calls (client) or replies (service) written.</param>
/// <param name="RecordsReceived">Replies (client) or calls (service) read.</param>
/// <param name="DoorbellsRung">Times the other side had to be woken.</param>
/// <param name="Parks">Times a synchronous caller said that it would sleep.</param>
/// <param name="BulkSlotsRented">Payloads that went through a bulk slot.</param>
/// <param name="BulkBytesCopied">Bytes that the runtime copied into those slots; loans and rented leases add nothing.</param>
/// <param name="Violations">Times the other side broke the protocol.</param>
/// <param name="Faults">Exceptions that service methods threw.</param>
/// <param name="Timeouts">Calls whose caller gave up.</param>
public readonly record struct IkcChannelStatistics(
    bool IsService,
    ulong Key,
    long RecordsSent,
    long RecordsReceived,
    long DoorbellsRung,
    long Parks,
    long BulkSlotsRented,
    long BulkBytesCopied,
    long Violations,
    long Faults,
    long Timeouts)
{
    internal static IkcChannelStatistics Of(in ChannelCounters row) => new(
        row.Role == ChannelCounters.RoleService,
        row.Key,
        (long)row.RecordsSent,
        (long)row.RecordsReceived,
        (long)row.DoorbellsRung,
        (long)row.Parks,
        (long)row.SlotsRented,
        (long)row.SlotBytesCopied,
        (long)row.Violations,
        (long)row.Faults,
        (long)row.Timeouts);
}
