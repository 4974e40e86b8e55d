// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Ikc.Native;

/// <summary>
/// Memory files that their maker alone can write: made, filled, mapped, and then sealed against a change of size and against any later
/// writable mapping (PROTOCOL, rule 25).
/// </summary>
internal static unsafe partial class SealedMemory
{
    // Newer than Tmds.LibC.
    private const uint MfdNoexecSeal = 0x8;
    private const int SealFutureWrite = 0x10;
    private const long TmpfsMagic = 0x01021994;

    private static readonly int s_seals = F_SEAL_SHRINK | F_SEAL_GROW | SealFutureWrite | F_SEAL_SEAL;

    /// <summary>Size that a mapping of so many bytes takes.</summary>
    public static long WholePages(long sizeBytes)
    {
        long page = Environment.SystemPageSize;
        return (sizeBytes + page - 1) / page * page;
    }

    /// <summary>Makes zeroed memory of whole pages.</summary>
    /// <param name="sizeBytes">A multiple of the page size.</param>
    /// <param name="descriptor">The sealed file, to be shown to others.</param>
    public static SharedMapping Create(long sizeBytes, out FileDescriptor descriptor)
    {
        descriptor = new FileDescriptor(Open());
        try
        {
            using FileDescriptor.Hold held = descriptor.Use();
            Check(fallocate(held.Number, 0, 0, sizeBytes), $"No memory for an area of {sizeBytes} bytes");
            SharedMapping mapping = Map(held.Number, sizeBytes, PROT_READ | PROT_WRITE, unmapped: null);
            if (fcntl(held.Number, F_ADD_SEALS, s_seals) == 0)
                return mapping;
            int error = LinuxError.Last;
            mapping.Dispose();
            throw LinuxError.Exception("Memory cannot be sealed (Linux 5.1 can)", error);
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Why the file cannot be mapped without danger; null when it can. Whoever sent it could otherwise shrink it under the reader, which
    /// is a fatal signal, or have the reader pay for its memory.
    /// </summary>
    public static string? FindFlaw(FileDescriptor descriptor, long announcedBytes)
    {
        using FileDescriptor.Hold held = descriptor.Use();
        stat file;
        if (fstat(held.Number, &file) != 0 || ((uint)(ushort)file.st_mode & 0xF000) != 0x8000)
            return "it is not a file";
        int seals = fcntl(held.Number, F_GET_SEALS);
        if (seals < 0 || (seals & s_seals) != s_seals)
            return "its seals are missing";
        long* fileSystem = stackalloc long[32]; // struct statfs is 120 bytes and begins with the type
        if (StatFileSystem(held.Number, fileSystem) != 0 || fileSystem[0] != TmpfsMagic)
            return "it is not ordinary memory";
        if ((long)file.st_size != announcedBytes || announcedBytes <= 0 || announcedBytes % Environment.SystemPageSize != 0)
            return "its size is not the announced one";
        return (long)file.st_blocks * 512 < announcedBytes ? "it is not filled" : null;
    }

    /// <summary>Maps another's memory for reading.</summary>
    public static SharedMapping MapReadOnly(FileDescriptor descriptor, long sizeBytes, Action? unmapped)
    {
        using FileDescriptor.Hold held = descriptor.Use();
        return Map(held.Number, sizeBytes, PROT_READ, unmapped);
    }

    private static int Open()
    {
        fixed (byte* name = "ikc-area"u8)
        {
            int number = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING | MfdNoexecSeal);
            if (number < 0 && LinuxError.Last == EINVAL)
                number = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING); // before Linux 6.3
            Check(number, "No memory file");
            return number;
        }
    }

    private static SharedMapping Map(int descriptor, long sizeBytes, int protection, Action? unmapped)
    {
        void* address = mmap(null, (Tmds.Linux.size_t)(ulong)sizeBytes, protection, MAP_SHARED, descriptor, 0);
        if (address == MAP_FAILED)
            throw LinuxError.Exception($"An area of {sizeBytes} bytes cannot be mapped", LinuxError.Last);
        var mapping = new SharedMapping((byte*)address, sizeBytes, unmapped);
        if (madvise(address, (Tmds.Linux.size_t)(ulong)sizeBytes, MADV_DONTFORK) == 0)
            return mapping;
        int error = LinuxError.Last;
        mapping.Dispose();
        throw LinuxError.Exception("An area cannot be kept from forked processes", error);
    }

    private static void Check(int result, string tried)
    {
        if (result < 0)
            throw LinuxError.Exception(tried, LinuxError.Last);
    }

    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    private static partial int StatFileSystem(int descriptor, long* fileSystem);
}
