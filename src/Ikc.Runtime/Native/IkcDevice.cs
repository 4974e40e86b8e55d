// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using static Ikc.Native.DeviceAbi;

namespace Ikc.Native;

/// <summary>An open /dev/ikc: the calls of its ABI, one method each. Returns 0 or the error number. Thread-safe.</summary>
internal sealed unsafe partial class IkcDevice : IDisposable
{
    private readonly FileDescriptor _file;

    private IkcDevice(FileDescriptor file) => _file = file;

    /// <summary>Opens the device and says who that makes us.</summary>
    public static IkcDevice Open(string path, out Info self)
    {
        byte[] name = Encoding.UTF8.GetBytes(path + "\0");
        int number;
        fixed (byte* pointer = name)
            number = LibC.open(pointer, LibC.O_RDWR | LibC.O_CLOEXEC);
        if (number < 0)
            throw LinuxError.Exception($"{path} cannot be opened", LinuxError.Last);
        var device = new IkcDevice(new FileDescriptor(number));
        self = new Info { Size = Info.SizeBytes, Abi = DeviceAbi.Version };
        int error;
        fixed (Info* argument = &self)
            error = device.Call(IocInfo, argument);
        if (error == 0)
            return device;
        device.Dispose();
        throw error == LibC.EPROTONOSUPPORT
            ? new IkcException(IkcStatus.Unavailable, $"{path} has version {self.Abi} of its interface, this runtime {DeviceAbi.Version}.")
            : LinuxError.Exception($"{path} says nothing of itself", error);
    }

    public int SetState(uint state)
    {
        var argument = new State { Size = (uint)sizeof(State), Value = state };
        return Call(IocState, &argument);
    }

    /// <summary>Admits these users, of any instance.</summary>
    public int Allow(ReadOnlySpan<uint> users)
    {
        AllowEntry* entries = stackalloc AllowEntry[users.Length];
        for (int i = 0; i < users.Length; i++)
            entries[i] = new AllowEntry { Instance = Any, Uid = users[i] };
        var argument = new Allow { Size = (uint)sizeof(Allow), Count = (uint)users.Length, Entries = entries };
        return Call(IocAllow, &argument);
    }

    /// <summary>Name and contracts as UTF-8, each shorter than its field.</summary>
    public int Publish(ReadOnlySpan<byte> name, ReadOnlySpan<byte> contracts, bool takeOver, out uint entry)
    {
        var argument = new Publish { Size = (uint)sizeof(Publish), Flags = takeOver ? PublishTakeover : 0 };
        name.CopyTo(new Span<byte>(argument.Name, NameBytesMax));
        contracts.CopyTo(new Span<byte>(argument.Contract, ContractBytes - 1));
        int error = Call(IocPublish, &argument);
        entry = argument.Entry;
        return error;
    }

    public int Withdraw(ReadOnlySpan<byte> name)
    {
        var argument = new Withdraw { Size = (uint)sizeof(Withdraw) };
        name.CopyTo(new Span<byte>(argument.Name, NameBytesMax));
        return Call(IocWithdraw, &argument);
    }

    /// <summary>Reads the table, or what of it fits; the count is that of all that match.</summary>
    public int ReadNodes(in Handle only, Span<byte> buffer, out uint count)
    {
        fixed (byte* pointer = buffer)
        {
            var argument = new Nodes
            {
                Size = (uint)sizeof(Nodes),
                Instance = only.Instance,
                Slot = only.Slot,
                Generation = only.Generation,
                Count = (uint)(buffer.Length / NodeBytes),
                Buffer = pointer,
            };
            int error = Call(IocNodes, &argument);
            count = argument.Count;
            return error;
        }
    }

    /// <summary>Bytes of a node in the table, its entries included.</summary>
    public static int NodeBytes => sizeof(Node) + (EntriesMax * sizeof(Entry));

    public int CreateArea(long sizeBytes, out ulong area, out SharedMapping? mapping)
    {
        var argument = new NewArea { Size = (uint)sizeof(NewArea), Bytes = (ulong)sizeBytes };
        int error = Call(IocArea, &argument);
        area = argument.Area;
        mapping = null;
        if (error != 0)
            return error;
        error = Map(argument.Offset, (long)argument.Bytes, LibC.PROT_READ | LibC.PROT_WRITE, out mapping);
        if (error != 0)
            Release(area);
        return error;
    }

    public int Offer(ulong area, in Handle node, ulong tag)
    {
        var argument = new Offer { Size = (uint)sizeof(Offer), Area = area, Node = node, Tag = tag };
        return Call(IocOffer, &argument);
    }

    public int MapOffered(ulong area, out SharedMapping? mapping)
    {
        mapping = null;
        var argument = new Map { Size = (uint)sizeof(Map), Area = area };
        int error = Call(IocMap, &argument);
        return error != 0 ? error : Map(argument.Offset, (long)argument.Bytes, LibC.PROT_READ, out mapping);
    }

    public void Release(ulong area)
    {
        var argument = new Release { Size = (uint)sizeof(Release), Area = area };
        _ = Call(IocRelease, &argument); // it may be gone already, with its owner
    }

    public int Ring(in Handle node, int bell)
    {
        var argument = new Ring { Size = (uint)sizeof(Ring), Bell = (uint)bell, Node = node };
        return Call(IocRing, &argument);
    }

    /// <summary>Sleeps on a bell until a moment of the monotonic clock (0: only looks) and drains it.</summary>
    /// <param name="bell">Which.</param>
    /// <param name="events">For what it has.</param>
    /// <param name="deadlineNs"><see cref="MonotonicClock.Never"/>: without end.</param>
    /// <param name="deaths">The count of deaths that is known, and then the one now; AnyDeaths: none ends the sleep.</param>
    /// <param name="count">Events written.</param>
    public int Wait(int bell, Span<Event> events, long deadlineNs, ref ulong deaths, out int count)
    {
        fixed (Event* pointer = events)
        {
            var argument = new Wait { Size = (uint)sizeof(Wait), Bell = (uint)bell, Events = pointer };
            int error;
            do
            {
                argument.Count = (uint)events.Length;
                argument.DeadlineNs = deadlineNs == MonotonicClock.Never ? NoDeadline : (ulong)deadlineNs;
                argument.Deaths = deaths;
                error = Call(IocWait, &argument);
            }
            while (error == Errno.Interrupted);
            count = error == 0 ? (int)argument.Count : 0;
            deaths = argument.Deaths;
            return error == LibC.ETIMEDOUT ? 0 : error;
        }
    }

    public void Dispose() => _file.Dispose();

    private int Map(ulong offset, long sizeBytes, int protection, out SharedMapping? mapping)
    {
        using FileDescriptor.Hold held = _file.Use();
        void* address = LibC.mmap(null, (Tmds.Linux.size_t)(ulong)sizeBytes, protection, LibC.MAP_SHARED, held.Number, (long)offset);
        mapping = address == LibC.MAP_FAILED ? null : new SharedMapping((byte*)address, sizeBytes);
        return mapping is null ? LinuxError.Last : 0;
    }

    private int Call(uint number, void* argument)
    {
        using FileDescriptor.Hold held = _file.Use();
        return Control(held.Number, number, argument) < 0 ? LinuxError.Last : 0;
    }

    // Tmds.LibC's declaration does not keep the error.
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint number, void* argument);
}
