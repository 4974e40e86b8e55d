// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Ikc.Native;

/// <summary>An open file of /dev/ikc, which is one node. Each method is one call; errors come back as numbers, 0 is success.</summary>
internal sealed unsafe partial class IkcDevice : IDisposable
{
    public const string Path = "/dev/ikc";

    private readonly FileDescriptor _descriptor;

    private IkcDevice(FileDescriptor descriptor) => _descriptor = descriptor;

    /// <summary>Opens the device.</summary>
    /// <returns>0 or the error.</returns>
    public static int TryOpen(out IkcDevice? device)
    {
        byte[] path = [.. Encoding.UTF8.GetBytes(Path), 0];
        fixed (byte* name = path)
        {
            int number = open(name, O_RDWR | O_CLOEXEC, default);
            device = number < 0 ? null : new IkcDevice(new FileDescriptor(number));
            return number < 0 ? LinuxError.Last : 0;
        }
    }

    public int GetInfo(out DeviceAbi.Info info)
    {
        info = new() { Size = (uint)sizeof(DeviceAbi.Info), Abi = DeviceAbi.AbiVersion };
        return Do(DeviceAbi.Request.Info, ref info);
    }

    public int SetState(uint state)
    {
        var asked = new DeviceAbi.NodeState { Size = (uint)sizeof(DeviceAbi.NodeState), State = state };
        return Do(DeviceAbi.Request.State, ref asked);
    }

    public int Allow(ReadOnlySpan<DeviceAbi.AllowEntry> entries)
    {
        fixed (DeviceAbi.AllowEntry* first = entries)
        {
            var asked = new DeviceAbi.Allow { Size = (uint)sizeof(DeviceAbi.Allow), Nr = (uint)entries.Length, Entries = (ulong)first };
            return Do(DeviceAbi.Request.Allow, ref asked);
        }
    }

    public int Publish(ReadOnlySpan<byte> name, ReadOnlySpan<byte> contract, bool takeOver)
    {
        var asked = new DeviceAbi.Publish
        {
            Size = (uint)sizeof(DeviceAbi.Publish),
            Flags = takeOver ? DeviceAbi.PublishTakeover : 0,
        };
        name.CopyTo(new Span<byte>(asked.Name, DeviceAbi.NameMax));
        contract.CopyTo(new Span<byte>(asked.Contract, DeviceAbi.ContractBytes - 1));
        return Do(DeviceAbi.Request.Publish, ref asked);
    }

    public int Withdraw(ReadOnlySpan<byte> name)
    {
        var asked = new DeviceAbi.Withdraw { Size = (uint)sizeof(DeviceAbi.Withdraw) };
        name.CopyTo(new Span<byte>(asked.Name, DeviceAbi.NameMax));
        return Do(DeviceAbi.Request.Withdraw, ref asked);
    }

    /// <summary>Reads all rows, or those of one node.</summary>
    /// <param name="of">The node; default: all.</param>
    /// <param name="rows">Where they go.</param>
    /// <param name="count">How many there are, perhaps more than went into <paramref name="rows"/>.</param>
    public int Nodes(DeviceAbi.Handle of, Span<DeviceAbi.Node> rows, out int count)
    {
        fixed (DeviceAbi.Node* first = rows)
        {
            var asked = new DeviceAbi.Nodes
            {
                Size = (uint)sizeof(DeviceAbi.Nodes),
                Instance = of.Generation == 0 ? DeviceAbi.Any : of.Instance,
                Slot = of.Generation == 0 ? DeviceAbi.Any : of.Slot,
                Generation = of.Generation,
                Nr = (uint)rows.Length,
                Rows = (ulong)first,
            };
            int error = Do(DeviceAbi.Request.Nodes, ref asked);
            count = error == 0 ? (int)asked.Nr : 0;
            return error;
        }
    }

    /// <summary>Makes an area and maps it for writing.</summary>
    /// <param name="sizeBytes">Wanted; the mapping has whole pages.</param>
    /// <param name="area">Its id.</param>
    /// <param name="mapping">The memory.</param>
    public int Create(long sizeBytes, out ulong area, out SharedMapping? mapping)
    {
        var asked = new DeviceAbi.NewArea { Size = (uint)sizeof(DeviceAbi.NewArea), Bytes = (ulong)sizeBytes };
        int error = Do(DeviceAbi.Request.Area, ref asked);
        area = asked.Area;
        mapping = null;
        if (error != 0)
            return error;
        error = MapAt(asked.Offset, (long)asked.Bytes, PROT_READ | PROT_WRITE, null, out mapping);
        if (error != 0)
            _ = Release(area);
        return error;
    }

    public int Offer(ulong area, in DeviceAbi.Handle node, ulong tag)
    {
        var asked = new DeviceAbi.Offer { Size = (uint)sizeof(DeviceAbi.Offer), Area = area, Node = node, Tag = tag };
        return Do(DeviceAbi.Request.Offer, ref asked);
    }

    /// <summary>Maps an offered area, or an own one, for reading.</summary>
    public int MapReadOnly(ulong area, Action? unmapped, out SharedMapping? mapping)
    {
        var asked = new DeviceAbi.Map { Size = (uint)sizeof(DeviceAbi.Map), Area = area };
        mapping = null;
        int error = Do(DeviceAbi.Request.Map, ref asked);
        return error != 0 ? error : MapAt(asked.Offset, (long)asked.Bytes, PROT_READ, unmapped, out mapping);
    }

    public int Release(ulong area)
    {
        var asked = new DeviceAbi.Release { Size = (uint)sizeof(DeviceAbi.Release), Area = area };
        return Do(DeviceAbi.Request.Release, ref asked);
    }

    public int Ring(in DeviceAbi.Handle node, int bell)
    {
        var asked = new DeviceAbi.Ring { Size = (uint)sizeof(DeviceAbi.Ring), Bell = (uint)bell, Node = node };
        return Do(DeviceAbi.Request.Ring, ref asked);
    }

    /// <summary>Sleeps on a bell and takes what came.</summary>
    /// <param name="bell">Which.</param>
    /// <param name="events">Room for what came.</param>
    /// <param name="timeoutNs">At most so long; 0 only looks, negative is without end.</param>
    /// <param name="deaths">The count of deaths that is known; written back. It ends the wait when it changed.</param>
    /// <param name="count">Events written.</param>
    /// <returns>0 or the error; <see cref="Errno.TimedOut"/> when the time has passed.</returns>
    public int Wait(int bell, Span<DeviceAbi.Event> events, long timeoutNs, ref ulong deaths, out int count)
    {
        fixed (DeviceAbi.Event* first = events)
        {
            ulong endNs = timeoutNs == 0 ? 0 : timeoutNs < 0 ? DeviceAbi.NoDeadline : (ulong)MonotonicClock.After(timeoutNs);
            int error;
            DeviceAbi.Wait asked;
            do
            {
                asked = new DeviceAbi.Wait
                {
                    Size = (uint)sizeof(DeviceAbi.Wait),
                    Bell = (uint)bell,
                    Nr = (uint)events.Length,
                    Events = (ulong)first,
                    DeadlineNs = endNs,
                    Deaths = deaths,
                };
                error = Do(DeviceAbi.Request.Wait, ref asked);
            }
            while (error == EINTR);
            count = error == 0 ? (int)asked.Nr : 0;
            if (deaths != DeviceAbi.AnyDeaths && (error == 0 || error == ETIMEDOUT))
                deaths = asked.Deaths;
            return error;
        }
    }

    public void Dispose() => _descriptor.Dispose();

    private int Do<T>(DeviceAbi.Request request, ref T argument)
        where T : unmanaged
    {
        using FileDescriptor.Hold held = _descriptor.Use();
        fixed (T* place = &argument)
            return Control(held.Number, (nuint)(uint)request, place) == 0 ? 0 : LinuxError.Last;
    }

    private int MapAt(ulong offset, long sizeBytes, int protection, Action? unmapped, out SharedMapping? mapping)
    {
        using FileDescriptor.Hold held = _descriptor.Use();
        void* address = mmap(null, (size_t)(ulong)sizeBytes, protection, MAP_SHARED, held.Number, (off_t)(long)offset);
        mapping = address == MAP_FAILED ? null : new SharedMapping((byte*)address, sizeBytes, unmapped);
        return mapping is null ? LinuxError.Last : 0;
    }

    // Tmds.LibC declares the variadic function with an int for each argument.
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, void* argument);
}
