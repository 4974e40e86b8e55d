// SPDX-License-Identifier: MIT
using static Tmds.Linux.LibC;

namespace Ikc.Native;

/// <summary>An eventfd: one thread wakes another of this process.</summary>
internal sealed unsafe class EventCounter : IDisposable
{
    private int _signalled;

    public EventCounter()
    {
        int number = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (number < 0)
            throw LinuxError.Exception("No event descriptor", LinuxError.Last);
        Descriptor = new FileDescriptor(number);
    }

    public FileDescriptor Descriptor { get; }

    /// <summary>Makes the descriptor readable. Several signals before a drain are one.</summary>
    public void Signal()
    {
        if (Interlocked.Exchange(ref _signalled, 1) != 0)
            return;
        using FileDescriptor.Hold held = Descriptor.Use();
        ulong one = 1;
        while (write(held.Number, &one, sizeof(ulong)) < 0 && LinuxError.Last == EINTR)
        {
        }
    }

    /// <summary>Takes the signal, without a system call when there is none.</summary>
    public void Drain()
    {
        if (Volatile.Read(ref _signalled) != 0)
            DrainReadable();
    }

    /// <summary>
    /// Takes the signal after a poll has said that there is one: the flag may say otherwise, because a drain can come between another
    /// thread's flag and its write.
    /// </summary>
    public void DrainReadable()
    {
        using FileDescriptor.Hold held = Descriptor.Use();
        ulong count;
        while (read(held.Number, &count, sizeof(ulong)) < 0 && LinuxError.Last == EINTR)
        {
        }

        // After the read: a signal from here on writes again. One that came between is this one, and its reason is seen after this.
        Interlocked.Exchange(ref _signalled, 0);
    }

    public void Dispose() => Descriptor.Dispose();
}
