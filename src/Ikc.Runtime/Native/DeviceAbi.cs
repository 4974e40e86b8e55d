// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Native;

/// <summary>
/// The structs and numbers of <c>linux/ikc.h</c>, the user ABI of /dev/ikc, under their names there. A test compares sizes and offsets
/// with the header.
/// </summary>
internal static unsafe class DeviceAbi
{
    public const uint Version = 1;
    public const int NodesMax = 128;
    public const int EntriesMax = 16;
    public const int BellsMax = 64;
    public const int NameBytes = 208;
    public const int NameBytesMax = 200;
    public const int ContractBytes = 512;
    public const uint Any = 0xFFFFFFFF;
    public const uint PublishTakeover = 1;
    public const uint StateServing = 2;
    public const uint StateDraining = 3;
    public const uint NodeAllowsMe = 2;
    public const uint EventRang = 1;
    public const uint EventOffered = 2;
    public const uint EventTaken = 5;
    public const uint EventChanged = 6;
    public const uint EventDied = 7;
    public const ulong NoDeadline = ulong.MaxValue;
    public const ulong AnyDeaths = ulong.MaxValue;

    public const uint IocInfo = 0xEB00;
    public const uint IocState = 0xEB01;
    public const uint IocAllow = 0xEB02;
    public const uint IocPublish = 0xEB03;
    public const uint IocWithdraw = 0xEB04;
    public const uint IocNodes = 0xEB05;
    public const uint IocArea = 0xEB06;
    public const uint IocOffer = 0xEB07;
    public const uint IocMap = 0xEB08;
    public const uint IocRelease = 0xEB09;
    public const uint IocRing = 0xEB0B;
    public const uint IocWait = 0xEB0C;

    [StructLayout(LayoutKind.Sequential)]
    internal record struct Handle
    {
        public uint Instance;
        public uint Slot;
        public ulong Generation;
    }

    /// <summary>Only its beginning is read here; the rest has the clock, limits and instances.</summary>
    [StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
    internal struct Info
    {
        public const int SizeBytes = 384;

        public uint Size;
        public uint Flags;
        public uint Abi;
        public uint Self;
        public Handle Node;
        public uint Uid;
        public uint InstancesCount;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct State
    {
        public uint Size;
        public uint Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct AllowEntry
    {
        public uint Instance;
        public uint Uid;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Allow
    {
        public uint Size;
        public uint Count;
        public AllowEntry* Entries;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Publish
    {
        public uint Size;
        public uint Flags;
        public uint Version;
        public uint Entry;
        public fixed byte Name[NameBytes];
        public fixed byte Contract[ContractBytes];
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Withdraw
    {
        public uint Size;
        public uint Flags;
        public fixed byte Name[NameBytes];
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Entry
    {
        public uint Index;
        public uint Version;
        public fixed byte Name[NameBytes];
        public fixed byte Contract[ContractBytes];
    }

    /// <summary><see cref="EntriesMax"/> entries stand behind it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Node
    {
        public Handle Handle;
        public uint Uid;
        public uint Pid;
        public uint State;
        public uint Flags;
        public uint EntriesCount;
        public uint Reserved;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Nodes
    {
        public uint Size;
        public uint Flags;
        public uint Instance;
        public uint Slot;
        public ulong Generation;
        public uint Count;
        public uint Reserved;
        public ulong Changes;
        public byte* Buffer;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NewArea
    {
        public uint Size;
        public uint Flags;
        public ulong Bytes;
        public ulong Area;
        public ulong Offset;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Offer
    {
        public uint Size;
        public uint Flags;
        public ulong Area;
        public Handle Node;
        public ulong Tag;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Map
    {
        public uint Size;
        public uint Flags;
        public ulong Area;
        public ulong Offset;
        public ulong Bytes;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Release
    {
        public uint Size;
        public uint Flags;
        public ulong Area;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Ring
    {
        public uint Size;
        public uint Bell;
        public Handle Node;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Event
    {
        public uint Kind;
        public uint Bell;
        public Handle Node;
        public ulong Area;
        public ulong Bytes;
        public ulong Tag;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Wait
    {
        public uint Size;
        public uint Flags;
        public uint Bell;
        public uint Count;
        public Event* Events;
        public ulong DeadlineNs;
        public ulong Deaths;
    }
}
