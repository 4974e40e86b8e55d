// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Ikc.Native;
using static Tmds.Linux.LibC;

namespace Ikc.Latency.Peer;

/// <summary>
/// Shared by a process and its child: a memory file, an eventfd each way and a socket pair. Made without close-on-exec, so the child has
/// them under the same numbers.
/// </summary>
internal sealed unsafe partial class InheritedShared : Shared
{
    private const long FutexCall = 202; // x86-64
    private const int FutexWait = 0;
    private const int FutexWake = 1;

    private readonly byte* _base;
    private readonly bool _isPeer;

    private InheritedShared(byte* address, int[] numbers, bool isPeer)
        : base(address, address + PartBytes, isPeer)
    {
        _base = address;
        _isPeer = isPeer;
        Numbers = numbers;
    }

    public int[] Numbers { get; }

    public int EventOut => Numbers[_isPeer ? 2 : 1];

    public int EventIn => Numbers[_isPeer ? 1 : 2];

    public int Socket => Numbers[_isPeer ? 4 : 3];

    public static InheritedShared Create()
    {
        int memory;
        fixed (byte* name = "ikc-latency"u8)
            memory = memfd_create(name, 0);
        int* ends = stackalloc int[2];
        int[] numbers = [memory, eventfd(0, 0), eventfd(0, 0), -1, -1];
        if (numbers[..3].Any(number => number < 0) || ftruncate(memory, 2 * PartBytes) != 0
            || socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
            throw LinuxError.Exception("No descriptors", LinuxError.Last);
        numbers[3] = ends[0];
        numbers[4] = ends[1];
        return new InheritedShared(Map(memory), numbers, isPeer: false);
    }

    public static InheritedShared Open(string list)
    {
        int[] numbers = [.. list.Split(',').Select(int.Parse)];
        return new InheritedShared(Map(numbers[0]), numbers, isPeer: true);
    }

    public override void Dispose()
    {
        _ = munmap(_base, (Tmds.Linux.size_t)(ulong)(2 * PartBytes));
        foreach (int number in Numbers)
            _ = close(number);
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

    private static byte* Map(int memory)
    {
        void* address = mmap(null, (Tmds.Linux.size_t)(ulong)(2 * PartBytes), PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
        return address == MAP_FAILED ? throw LinuxError.Exception("No shared memory", LinuxError.Last) : (byte*)address;
    }

    // Missing in Tmds.LibC in this shape.
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long SystemCall(long number, ulong* address, long operation, ulong value, nint timeout, nint second, long third);
}
