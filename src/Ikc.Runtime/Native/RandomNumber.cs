// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Native;

/// <summary>Numbers that nobody can guess, from the kernel: the framework's own need OpenSSL, which a small system does not have.</summary>
internal static unsafe partial class RandomNumber
{
    public static ulong Next()
    {
        ulong number;
        while (GetRandom(&number, sizeof(ulong), 0) != sizeof(ulong))
        {
            if (LinuxError.Last != Errno.Interrupted)
                throw LinuxError.Exception("The kernel gives no random number", LinuxError.Last);
        }

        return number;
    }

    // Missing in Tmds.LibC.
    [LibraryImport("libc", EntryPoint = "getrandom", SetLastError = true)]
    private static partial nint GetRandom(void* buffer, nuint count, uint flags);
}
