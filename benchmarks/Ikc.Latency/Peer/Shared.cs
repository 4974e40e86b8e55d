// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Ikc.Native;
using static Tmds.Linux.LibC;

namespace Ikc.Latency.Peer;

/// <summary>
/// What the two processes of the floors share: a memory file, an eventfd each way and a socket pair. Made without close-on-exec, so the
/// child has them under the same numbers.
/// </summary>
internal sealed unsafe partial class Shared
{
    /// <summary>In <see cref="Ping"/>, an eventfd or the socket: the series is over.</summary>
    public const ulong Stop = 1UL << 62;

    /// <summary>Bytes of each direction's ring or buffer.</summary>
    public const int AreaBytes = Bulk.SizeBytesMax;

    private const int LineBytes = 128; // two lines, for the prefetcher takes pairs
    private const int AreaOffset = 4096;
    private const long TotalBytes = AreaOffset + (2L * AreaBytes);

    private const long FutexCall = 202; // x86-64
    private const int FutexWait = 0;
    private const int FutexWake = 1;

    private readonly byte* _base;

    private Shared(int[] numbers)
    {
        Numbers = numbers;
        void* address = mmap(null, (Tmds.Linux.size_t)(ulong)TotalBytes, PROT_READ | PROT_WRITE, MAP_SHARED, numbers[0], 0);
        if (address == MAP_FAILED)
            throw LinuxError.Exception("No shared memory", LinuxError.Last);
        _base = (byte*)address;
    }

    public int[] Numbers { get; }

    /// <summary>Written by the measuring process.</summary>
    public ref ulong Ping => ref *(ulong*)_base;

    /// <summary>Written by the other process.</summary>
    public ref ulong Pong => ref *(ulong*)(_base + LineBytes);

    /// <summary>In the line of <see cref="Pong"/>, as the answer of a call would be.</summary>
    public ref ulong Result => ref *(ulong*)(_base + LineBytes + sizeof(ulong));

    /// <summary>The head of the one-way ring: written by the other process, in a line of its own.</summary>
    public ref ulong Head => ref *(ulong*)(_base + (2 * LineBytes));

    /// <summary>From the measuring process to the other one.</summary>
    public byte* Out => _base + AreaOffset;

    /// <summary>Back.</summary>
    public byte* In => _base + AreaOffset + AreaBytes;

    public int EventOut(bool isPeer) => Numbers[isPeer ? 2 : 1];

    public int EventIn(bool isPeer) => Numbers[isPeer ? 1 : 2];

    public int Socket(bool isPeer) => Numbers[isPeer ? 4 : 3];

    public static Shared Create()
    {
        int memory;
        fixed (byte* name = "ikc-latency"u8)
            memory = memfd_create(name, 0);
        int* ends = stackalloc int[2];
        int[] numbers = [memory, eventfd(0, 0), eventfd(0, 0), -1, -1];
        if (numbers[..3].Any(number => number < 0) || ftruncate(memory, TotalBytes) != 0
            || socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
            throw LinuxError.Exception("No descriptors", LinuxError.Last);
        numbers[3] = ends[0];
        numbers[4] = ends[1];
        return new Shared(numbers);
    }

    public static Shared Open(string numbers) => new([.. numbers.Split(',').Select(int.Parse)]);

    /// <summary>Both sides begin at nothing. To be called while the other process waits for a command.</summary>
    public void Clear()
    {
        Ping = 0;
        Pong = 0;
        Result = 0;
        Volatile.Write(ref Head, 0);
    }

    public static void Send(int descriptor, ulong value = 1)
    {
        if ((long)write(descriptor, &value, sizeof(ulong)) != sizeof(ulong))
            throw LinuxError.Exception("write", LinuxError.Last);
    }

    public static ulong Receive(int descriptor)
    {
        ulong value;
        if ((long)read(descriptor, &value, sizeof(ulong)) != sizeof(ulong))
            throw LinuxError.Exception("read", LinuxError.Last);
        return value;
    }

    /// <summary>Sleeps until the word is another than this one.</summary>
    public static ulong WaitWhile(ref ulong word, ulong value)
    {
        ulong now;
        while ((now = Volatile.Read(ref word)) == value)
        {
            fixed (ulong* address = &word)
                _ = SystemCall(FutexCall, address, FutexWait, (uint)value, 0, 0, 0);
        }

        return now;
    }

    public static void Wake(ref ulong word, ulong value)
    {
        Volatile.Write(ref word, value);
        fixed (ulong* address = &word)
            _ = SystemCall(FutexCall, address, FutexWake, 1, 0, 0, 0);
    }

    // Missing in Tmds.LibC in this shape.
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long SystemCall(long number, ulong* address, long operation, ulong value, nint timeout, nint second, long third);
}
