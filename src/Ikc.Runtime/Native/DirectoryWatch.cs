// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace Ikc.Native;

/// <summary>An inotify descriptor that tells when files come into a directory by a rename, or leave it.</summary>
internal sealed unsafe partial class DirectoryWatch : IDisposable
{
    private const int InNonblock = 0x800;
    private const int InCloexec = 0x80000;
    private const uint InMovedFrom = 0x40;
    private const uint InMovedTo = 0x80;
    private const uint InDelete = 0x200;
    private const uint InOverflow = 0x4000;
    private const uint InOnlyDirectory = 0x01000000;
    private const int HeaderBytes = 16;
    private const int ReadsMax = 16;

    private DirectoryWatch(FileDescriptor descriptor) => Descriptor = descriptor;

    public FileDescriptor Descriptor { get; }

    /// <summary>Starts to watch; null where no watch can be had (they are few per user), and the caller has to look for itself.</summary>
    public static DirectoryWatch? TryStart(string path)
    {
        int number = Init(InNonblock | InCloexec);
        if (number < 0)
            return null;
        var watch = new DirectoryWatch(new FileDescriptor(number));
        if (AddWatch(number, path, InMovedFrom | InMovedTo | InDelete | InOnlyDirectory) >= 0)
            return watch;
        watch.Dispose();
        return null;
    }

    /// <summary>Takes the news; true when a file with this ending came or went, or news was lost.</summary>
    public bool TryDrain(ReadOnlySpan<byte> ending)
    {
        const int Size = 4096;
        byte* buffer = stackalloc byte[Size];
        using FileDescriptor.Hold held = Descriptor.Use();
        bool changed = false;
        for (int round = 0; round < ReadsMax; round++)
        {
            long length = read(held.Number, buffer, Size);
            if (length < 0 && LinuxError.Last == EINTR)
                continue;
            if (length <= 0)
                break;
            changed |= Concerns(new ReadOnlySpan<byte>(buffer, (int)length), ending);
        }

        return changed;
    }

    private static bool Concerns(ReadOnlySpan<byte> events, ReadOnlySpan<byte> ending)
    {
        // struct inotify_event: int wd; u32 mask, cookie, len; char name[len], padded with zeros.
        while (events.Length >= HeaderBytes)
        {
            uint mask = MemoryMarshal.Read<uint>(events[4..]);
            int nameBytes = (int)MemoryMarshal.Read<uint>(events[12..]);
            ReadOnlySpan<byte> name = events.Slice(HeaderBytes, nameBytes).TrimEnd((byte)0);
            if ((mask & InOverflow) != 0 || (name.EndsWith(ending) && name[0] != (byte)'.'))
                return true;
            events = events[(HeaderBytes + nameBytes)..];
        }

        return false;
    }

    public void Dispose() => Descriptor.Dispose();

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    private static partial int Init(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddWatch(int descriptor, string path, uint mask);
}
