// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Storage.Sandbox;

/// <summary>
/// The kernel's own way for a process to give rights up: see landlock(7). The rules cover the calling thread and what it executes, so
/// the process replaces itself right afterwards.
/// </summary>
internal static unsafe partial class Landlock
{
    private const long CreateRuleset = 444;
    private const long AddRule = 445;
    private const long RestrictSelf = 446;
    private const int AskVersion = 1;
    private const int PathBeneath = 1;
    private const int SetNoNewPrivileges = 38;
    private const int OpenPath = 0x200000 | 0x80000 | 0x20000; // O_PATH, O_CLOEXEC, O_NOFOLLOW

    private const ulong FirstVersionRights = (1 << 13) - 1;
    private const ulong Truncate = 1 << 14;
    private const ulong FileRights = 0b111 | Truncate; // execute, write, read

    public static bool IsAvailable => syscall(CreateRuleset, 0, 0, AskVersion, 0) >= 1;

    /// <summary>Leaves the calling thread everything on the file system but one directory.</summary>
    public static void TakeAway(string directory)
    {
        ulong rights = FirstVersionRights | (syscall(CreateRuleset, 0, 0, AskVersion, 0) >= 3 ? Truncate : 0);
        int ruleset = (int)Check(syscall(CreateRuleset, (nint)(&rights), sizeof(ulong), 0, 0), "landlock_create_ruleset");
        foreach (string path in EverythingBut(directory))
            Allow(ruleset, path, Directory.Exists(path) ? rights : rights & FileRights);
        Check(prctl(SetNoNewPrivileges, 1, 0, 0, 0), "prctl");
        Check(syscall(RestrictSelf, ruleset, 0, 0, 0), "landlock_restrict_self");
    }

    /// <summary>On each level from the root to the directory: all that does not lead to it. Symbolic links give no rights of their own.</summary>
    private static IEnumerable<string> EverythingBut(string directory)
    {
        string level = "/";
        foreach (string name in Path.GetFullPath(directory).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(level).EnumerateFileSystemInfos())
            {
                if (entry.Name != name && entry.LinkTarget is null)
                    yield return entry.FullName;
            }

            level = Path.Combine(level, name);
        }
    }

    private static void Allow(int ruleset, string path, ulong rights)
    {
        int descriptor = open(path, OpenPath, 0);
        if (descriptor < 0)
            return; // gone meanwhile, or not to be had anyway
        var rule = new Rule { Rights = rights, Descriptor = descriptor };
        _ = syscall(AddRule, ruleset, PathBeneath, (nint)(&rule), 0);
        _ = close(descriptor);
    }

    private static long Check(long result, string what) =>
        result >= 0 ? result : throw new InvalidOperationException($"{what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Rule
    {
        public ulong Rights;
        public int Descriptor;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial long syscall(long number, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
