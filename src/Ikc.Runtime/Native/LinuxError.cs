// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Native;

/// <summary>What the kernel's error numbers mean for a caller of Ikc.</summary>
internal static class LinuxError
{
    /// <summary>The error of the calling thread's last system call.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>A failure that names what was tried and what the kernel said.</summary>
    public static IkcException Exception(string tried, int error) => Exception(StatusOf(error), tried, error);

    public static IkcException Exception(IkcStatus status, string tried, int error) =>
        new(status, $"{tried}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).");

    private static IkcStatus StatusOf(int error)
    {
        if (error == Tmds.Linux.LibC.EACCES || error == Tmds.Linux.LibC.EPERM || error == Tmds.Linux.LibC.EROFS)
            return IkcStatus.PermissionDenied;
        if (error == Tmds.Linux.LibC.EMFILE || error == Tmds.Linux.LibC.ENFILE || error == Tmds.Linux.LibC.ENOMEM
            || error == Tmds.Linux.LibC.ENOSPC || error == Tmds.Linux.LibC.EDQUOT)
            return IkcStatus.LimitReached;
        return IkcStatus.Unavailable;
    }
}
