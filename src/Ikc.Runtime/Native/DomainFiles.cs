// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Ikc.Native;

/// <summary>The few things of files that the domain's directory needs and the class library does not offer.</summary>
internal static unsafe partial class DomainFiles
{
    public static uint EffectiveUser => (uint)geteuid();

    public static uint ProcessId => (uint)(int)getpid();

    /// <summary>Makes a directory for its owner alone.</summary>
    /// <returns>0 or the error.</returns>
    public static int MakeDirectory(string path)
    {
        mode_t ownerOnly = 0b111_000_000;
        fixed (byte* name = Zeroed(path))
            return mkdir(name, ownerOnly) == 0 ? 0 : LinuxError.Last;
    }

    /// <summary>Opens a directory that is no symbolic link.</summary>
    public static int OpenDirectory(string path, out FileDescriptor? directory)
    {
        fixed (byte* name = Zeroed(path))
            return Opened(open(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, default), out directory);
    }

    /// <summary>Opens a file of the directory for reading; no symbolic link, and nothing that blocks.</summary>
    public static int OpenToRead(FileDescriptor directory, string file, out FileDescriptor? opened) =>
        OpenAt(directory, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, out opened);

    /// <summary>Opens a file of the directory for writing, and makes it for its owner alone where it is missing.</summary>
    public static int OpenToWrite(FileDescriptor directory, string file, bool mustBeNew, out FileDescriptor? opened) =>
        OpenAt(directory, file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | (mustBeNew ? O_EXCL : 0), out opened);

    public static int Rename(FileDescriptor directory, string from, string to)
    {
        using FileDescriptor.Hold held = directory.Use();
        fixed (byte* fromName = Zeroed(from), toName = Zeroed(to))
            return RenameAt(held.Number, fromName, held.Number, toName) == 0 ? 0 : LinuxError.Last;
    }

    public static int Unlink(FileDescriptor directory, string file)
    {
        using FileDescriptor.Hold held = directory.Use();
        fixed (byte* name = Zeroed(file))
            return unlinkat(held.Number, name, 0) == 0 ? 0 : LinuxError.Last;
    }

    /// <summary>Whether the calling user may make files there; also false for a file system that is mounted read-only.</summary>
    public static bool IsWritable(string directory)
    {
        fixed (byte* name = Zeroed(directory))
            return faccessat(AT_FDCWD, name, W_OK | X_OK, AT_EACCESS) == 0;
    }

    public static bool TryStat(FileDescriptor file, out FileFacts facts)
    {
        using FileDescriptor.Hold held = file.Use();
        stat found;
        bool known = fstat(held.Number, &found) == 0;
        facts = known ? FactsOf(&found) : default;
        return known;
    }

    /// <summary>Facts of a file of the directory; of a symbolic link, its own.</summary>
    public static bool TryStat(FileDescriptor directory, string file, out FileFacts facts)
    {
        using FileDescriptor.Hold held = directory.Use();
        stat found;
        fixed (byte* name = Zeroed(file))
        {
            bool known = fstatat(held.Number, name, &found, AT_SYMLINK_NOFOLLOW) == 0;
            facts = known ? FactsOf(&found) : default;
            return known;
        }
    }

    /// <summary>Takes the lock that belongs to this opening of the file, and goes with it; false when another has it.</summary>
    public static bool TryLock(FileDescriptor file)
    {
        using FileDescriptor.Hold held = file.Use();
        flock whole = WholeFile();
        if (fcntl(held.Number, F_OFD_SETLK, &whole) == 0)
            return true;
        if (LinuxError.Last is var error && (error == EAGAIN || error == EACCES))
            return false;
        throw LinuxError.Exception("A file cannot be locked", LinuxError.Last);
    }

    /// <summary>Whether another opening of the file holds its lock.</summary>
    public static bool IsLocked(FileDescriptor file)
    {
        using FileDescriptor.Hold held = file.Use();
        flock whole = WholeFile();
        return fcntl(held.Number, F_OFD_GETLK, &whole) != 0 || whole.l_type != (short)F_UNLCK;
    }

    /// <summary>Reads from the beginning; what does not fit is left out.</summary>
    public static int Read(FileDescriptor file, Span<byte> buffer)
    {
        using FileDescriptor.Hold held = file.Use();
        fixed (byte* bytes = buffer)
        {
            long length;
            while ((length = pread(held.Number, bytes, buffer.Length, 0)) < 0 && LinuxError.Last == EINTR)
            {
            }

            return (int)Math.Max(0, length);
        }
    }

    /// <summary>Writes all of it to a new file.</summary>
    /// <returns>0 or the error.</returns>
    public static int Write(FileDescriptor file, ReadOnlySpan<byte> content)
    {
        using FileDescriptor.Hold held = file.Use();
        while (content.Length > 0)
        {
            fixed (byte* bytes = content)
            {
                long length = write(held.Number, bytes, content.Length);
                if (length < 0 && LinuxError.Last != EINTR)
                    return LinuxError.Last;
                content = content[(int)Math.Max(0, length)..];
            }
        }

        return 0;
    }

    private static int OpenAt(FileDescriptor directory, string file, int flags, out FileDescriptor? opened)
    {
        using FileDescriptor.Hold held = directory.Use();
        mode_t ownerOnly = 0b110_000_000;
        fixed (byte* name = Zeroed(file))
            return Opened(openat(held.Number, name, flags, ownerOnly), out opened);
    }

    private static int Opened(int number, out FileDescriptor? opened)
    {
        opened = number < 0 ? null : new FileDescriptor(number);
        return number < 0 ? LinuxError.Last : 0;
    }

    private static flock WholeFile() => new() { l_type = (short)F_WRLCK, l_whence = (short)SEEK_SET };

    private static FileFacts FactsOf(stat* found) => new(
        (uint)found->st_uid, (uint)(ushort)found->st_mode, (ulong)found->st_ino, (ulong)found->st_nlink, (long)found->st_mtim.tv_sec);

    private static byte[] Zeroed(string text) => Encoding.UTF8.GetBytes(text + '\0');

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    private static partial int RenameAt(int fromDirectory, byte* from, int toDirectory, byte* to);
}
