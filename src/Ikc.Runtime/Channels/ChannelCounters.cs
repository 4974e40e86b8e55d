// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Channels;

/// <summary>What one side of one channel has done. Written by its threads without locks (counts may miss a few), read by anybody.</summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal struct ChannelCounters
{
    public const int SizeBytes = 128;
    public const ulong RoleClient = 1;
    public const ulong RoleService = 2;

    /// <summary>0: the row is free; else whose side it is.</summary>
    public ulong Role;
    public ulong Key;
    public ulong RecordsSent;
    public ulong RecordsReceived;
    public ulong DoorbellsRung;
    public ulong Parks;
    public ulong SlotsRented;
    public ulong Violations;
    public ulong Faults;
    public ulong Timeouts;
    public ulong SlotBytesCopied;
}
