// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Ikc.Native;

/// <summary>Sleeping on one or two descriptors, for callers that are not the pump.</summary>
internal static unsafe partial class Polling
{
    /// <summary>Sleeps until one of the two can be read, has ended, or the time has passed (negative: without end).</summary>
    /// <param name="first">A descriptor.</param>
    /// <param name="second">Another, or null.</param>
    /// <param name="timeoutNs">At most so long.</param>
    /// <returns>A set of the bits 1 (first) and 2 (second); 0 when the time has passed.</returns>
    public static int WaitReadable(FileDescriptor first, FileDescriptor? second, long timeoutNs)
    {
        using FileDescriptor.Hold a = first.Use();
        using FileDescriptor.Hold b = second is null ? default : second.Use();
        if (a.Number < 0)
            return 1; // closed: whoever looks finds out
        pollfd* polled = stackalloc pollfd[2];
        polled[0].fd = a.Number;
        polled[0].events = (short)POLLIN;
        polled[1].fd = b.Number; // poll ignores negative numbers
        polled[1].events = (short)POLLIN;
        long end = MonotonicClock.After(timeoutNs);
        while (true)
        {
            long left = MonotonicClock.Remaining(end);
            KernelTimespec time = KernelTimespec.Of(left);
            int count = Poll(polled, 2, left < 0 ? null : &time, null);
            if (count >= 0)
                return (polled[0].revents != 0 ? 1 : 0) | (polled[1].revents != 0 ? 2 : 0);
            if (LinuxError.Last != EINTR)
                throw LinuxError.Exception("Waiting failed", LinuxError.Last);
        }
    }

    // Tmds.LibC's declaration does not keep the error.
    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    private static partial int Poll(pollfd* polled, nuint count, KernelTimespec* timeout, void* signals);
}
