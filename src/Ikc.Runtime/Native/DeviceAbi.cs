// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Native;

/// <summary>
/// The structs and numbers of /dev/ikc, as docs/ikc_device.h has them; a test has a C compiler compare the two. Each argument begins
/// with its own size.
/// </summary>
internal static class DeviceAbi
{
    public const uint AbiVersion = 1;
    public const int MaxInstances = 16;
    public const int MaxBells = 64;
    public const int MaxAllow = 16;
    public const int MaxEntries = 16;
    public const int NameMax = 200;
    public const int NameBytes = 208;
    public const int ContractBytes = 512;
    public const uint Any = uint.MaxValue;
    public const uint PublishTakeover = 1;
    public const uint NodeAllowsMe = 2;
    public const uint NodeAllowed = 4;
    public const uint NodeServing = 2;
    public const ulong NoDeadline = ulong.MaxValue;
    public const ulong AnyDeaths = ulong.MaxValue;

    public enum Request : uint
    {
        Info = 0xEB00,
        State = 0xEB01,
        Allow = 0xEB02,
        Publish = 0xEB03,
        Withdraw = 0xEB04,
        Nodes = 0xEB05,
        Area = 0xEB06,
        Offer = 0xEB07,
        Map = 0xEB08,
        Release = 0xEB09,
        Ring = 0xEB0B,
        Wait = 0xEB0C,
    }

    public enum EventKind : uint
    {
        Rang = 1,
        Offered = 2,
        Withdrawn = 3,
        Freed = 4,
        Taken = 5,
        Changed = 6,
        Died = 7,
    }

    [StructLayout(LayoutKind.Sequential)]
    public record struct Handle
    {
        public uint Instance;
        public uint Slot;
        public ulong Generation;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Instance
    {
        public uint State;
        public uint Flags;
        public ulong Epoch;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Clock
    {
        public ulong OffsetNs;
        public uint TscKhz;
        public uint Mult;
        public uint Shift;
        public uint Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Info
    {
        public uint Size;
        public uint Flags;
        public uint Abi;
        public uint Self;
        public Handle Node;
        public uint Uid;
        public uint NrInstances;
        public uint MaxNodes;
        public uint MaxAreas;
        public uint MaxPeers;
        public uint HeartbeatMs;
        public ulong AreaBytes;
        public ulong AreaBytesUsed;
        public ulong UidBytes;
        public ulong UidBytesUsed;
        public Clock Clock;
        public fixed ulong Instances[MaxInstances * 2]; // of Instance
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct NodeState
    {
        public uint Size;
        public uint State;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct AllowEntry
    {
        public uint Instance;
        public uint Uid;
    }

    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Allow
    {
        public uint Size;
        public uint Nr;
        public ulong Entries;
    }

    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Publish
    {
        public uint Size;
        public uint Flags;
        public uint Version;
        public uint Entry;
        public fixed byte Name[NameBytes];
        public fixed byte Contract[ContractBytes];
    }

    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Withdraw
    {
        public uint Size;
        public uint Flags;
        public fixed byte Name[NameBytes];
    }

    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Entry
    {
        public uint Index;
        public uint Version;
        public fixed byte Name[NameBytes];
        public fixed byte Contract[ContractBytes];
    }

    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Node
    {
        public Handle Handle;
        public uint Uid;
        public uint Pid;
        public uint State;
        public uint Flags;
        public uint NrEntries;
        public uint Reserved;
        public fixed byte Entries[MaxEntries * (8 + NameBytes + ContractBytes)]; // of Entry
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Nodes
    {
        public uint Size;
        public uint Flags;
        public uint Instance;
        public uint Slot;
        public ulong Generation;
        public uint Nr;
        public uint Reserved;
        public ulong Changes;
        public ulong Rows; // a struct cannot have a field of its own name
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct NewArea
    {
        public uint Size;
        public uint Flags;
        public ulong Bytes;
        public ulong Area;
        public ulong Offset;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Offer
    {
        public uint Size;
        public uint Flags;
        public ulong Area;
        public Handle Node;
        public ulong Tag;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Map
    {
        public uint Size;
        public uint Flags;
        public ulong Area;
        public ulong Offset;
        public ulong Bytes;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Release
    {
        public uint Size;
        public uint Flags;
        public ulong Area;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Ring
    {
        public uint Size;
        public uint Bell;
        public Handle Node;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Event
    {
        public EventKind Kind;
        public uint Bell;
        public Handle Node;
        public ulong Area;
        public ulong Bytes;
        public ulong Tag;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Wait
    {
        public uint Size;
        public uint Flags;
        public uint Bell;
        public uint Nr;
        public ulong Events;
        public ulong DeadlineNs;
        public ulong Deaths;
    }
}
