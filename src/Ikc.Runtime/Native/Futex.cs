// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace Ikc.Native;

/// <summary>Sleeping on words of memory, shared between processes or not. Errors come back as numbers.</summary>
internal static unsafe class Futex
{
    /// <summary>Words that one sleep can wait for.</summary>
    public const int WaitersMax = 128;

    // futex_waitv, the same number on every architecture; the C library has no function for it.
    private const int WaitOnSeveral = 449;
    private const int FutexWake = 1;
    private const int ClockMonotonic = 1;

    private const uint Size32 = 2;
    private const uint Private = 128;

    private static readonly int s_futex = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 202 : 98;

    /// <summary>Whether this kernel (5.16 and later) can wait on several words at a time, and lets this process.</summary>
    public static bool CanWaitOnSeveral { get; } = WaitOn(null, 0, null) == EINVAL;

    /// <summary>Wakes one sleeper of this process's on the word.</summary>
    public static void WakeOwn(uint* word) => Wake(word, FutexWake | (int)Private);

    /// <summary>Wakes one sleeper of any process on the word, which lies in shared memory. Never blocks.</summary>
    public static void WakeShared(uint* word) => Wake(word, FutexWake);

    /// <summary>
    /// Sleeps while every word has the value that is given for it, until one is woken or the time has passed (negative: without end). It
    /// may return without cause.
    /// </summary>
    /// <returns>False when the time has passed.</returns>
    public static bool Wait(ReadOnlySpan<Waiter> waiters, long timeoutNs)
    {
        KernelTimespec end = timeoutNs < 0 ? default : KernelTimespec.Of(MonotonicClock.After(timeoutNs));
        fixed (Waiter* first = waiters)
        {
            int error = WaitOn(first, waiters.Length, timeoutNs < 0 ? null : &end);
            if (error == ETIMEDOUT)
                return false;

            // Not as expected any more, a signal, or a word whose memory has just gone with its peer: whoever looks finds out.
            if (error == 0 || error == EAGAIN || error == EINTR || error == EFAULT)
                return true;
            throw LinuxError.Exception("Waiting failed", error);
        }
    }

    private static int WaitOn(Waiter* waiters, int count, KernelTimespec* end) =>
        (long)syscall(WaitOnSeveral, (void*)waiters, count, 0, (void*)end, ClockMonotonic) >= 0 ? 0 : LinuxError.Last;

    private static void Wake(uint* word, int operation) => _ = syscall(s_futex, (void*)word, operation, 1);

    /// <summary>struct futex_waitv: a word and the value with which it is slept on.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct Waiter(uint* word, uint seen, bool isShared)
    {
        private readonly ulong _value = seen;
        private readonly ulong _address = (ulong)word;
        private readonly uint _flags = isShared ? Size32 : Size32 | Private;
        private readonly uint _reserved;
    }
}
