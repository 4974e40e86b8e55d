// SPDX-License-Identifier: MIT
using static Tmds.Linux.LibC;

namespace Ikc.Native;

/// <summary>Keeps the process in memory, for users to whom a page fault is too long a wait.</summary>
internal static class MemoryLocking
{
    /// <summary>
    /// Locks all memory of the process, now and later, each page as it is first touched: without that, the address space that the
    /// garbage collector only reserves would be filled. PermissionDenied or LimitReached where RLIMIT_MEMLOCK does not allow it.
    /// </summary>
    public static void LockAll()
    {
        if (mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) != 0)
            throw LinuxError.Exception("The process cannot lock its memory (see RLIMIT_MEMLOCK)", LinuxError.Last);
    }
}
