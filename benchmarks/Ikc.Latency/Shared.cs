// SPDX-License-Identifier: MIT
using Ikc.Native;
using static Tmds.Linux.LibC;

namespace Ikc.Latency;

/// <summary>
/// What the two processes of the floors share: a memory file, an eventfd each way and a socket pair. Made without close-on-exec, so the
/// child has them under the same numbers.
/// </summary>
internal sealed unsafe class Shared
{
    private const int LineBytes = 128; // two lines, for the prefetcher takes pairs
    private const int BulkOffset = 4096;

    private readonly byte* _base;

    private Shared(int[] numbers)
    {
        Numbers = numbers;
        void* address = mmap(null, BulkOffset + Bulk.SizeBytes, PROT_READ | PROT_WRITE, MAP_SHARED, numbers[0], 0);
        if (address == MAP_FAILED)
            throw LinuxError.Exception("No shared memory", LinuxError.Last);
        _base = (byte*)address;
    }

    public int[] Numbers { get; }

    public ref ulong Ping => ref *(ulong*)_base;

    public ref ulong Pong => ref *(ulong*)(_base + LineBytes);

    /// <summary>In the line of <see cref="Pong"/>, as the answer of a call would be.</summary>
    public ref ulong Result => ref *(ulong*)(_base + LineBytes + sizeof(ulong));

    public Span<byte> Bytes => new(_base + BulkOffset, Bulk.SizeBytes);

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
        if (numbers[..3].Any(number => number < 0) || ftruncate(memory, BulkOffset + Bulk.SizeBytes) != 0
            || socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
            throw LinuxError.Exception("No descriptors", LinuxError.Last);
        numbers[3] = ends[0];
        numbers[4] = ends[1];
        return new Shared(numbers);
    }

    public static Shared Open(string numbers) => new([.. numbers.Split(',').Select(int.Parse)]);

    public static void Send(int descriptor)
    {
        ulong one = 1;
        if ((long)write(descriptor, &one, sizeof(ulong)) != sizeof(ulong))
            throw LinuxError.Exception("write", LinuxError.Last);
    }

    public static void Receive(int descriptor)
    {
        ulong count;
        if ((long)read(descriptor, &count, sizeof(ulong)) != sizeof(ulong))
            throw LinuxError.Exception("read", LinuxError.Last);
    }
}
