// SPDX-License-Identifier: MIT
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Ikc.Native;

/// <summary>The descriptors that the pump sleeps on, each with a key of the caller's. Level-triggered.</summary>
internal sealed unsafe class EpollSet : IDisposable
{
    // epoll_pwait2, the same number on every architecture; the C library has it only since 2.35.
    private const int EpollPwait2 = 441;

    private readonly FileDescriptor _descriptor;
    private bool _hasNanoseconds = true;

    public EpollSet()
    {
        int number = epoll_create1(EPOLL_CLOEXEC);
        if (number < 0)
            throw LinuxError.Exception("No epoll descriptor", LinuxError.Last);
        _descriptor = new FileDescriptor(number);
    }

    /// <summary>Waits for the descriptor to be readable; false when the kernel's limit is reached.</summary>
    public bool TryAdd(FileDescriptor descriptor, ulong key) => Control(EPOLL_CTL_ADD, descriptor, key, EPOLLIN) == 0;

    /// <summary>Chooses what the descriptor is waited for; neither: only its end.</summary>
    public void Change(FileDescriptor descriptor, ulong key, bool readable, bool writable) =>
        Control(EPOLL_CTL_MOD, descriptor, key, (readable ? EPOLLIN : 0) | (writable ? EPOLLOUT : 0));

    public void Remove(FileDescriptor descriptor) => Control(EPOLL_CTL_DEL, descriptor, 0, 0);

    /// <summary>Sleeps until something is ready or the time has passed (negative: without end).</summary>
    /// <returns>Number of entries written; 0 also after an interrupted sleep.</returns>
    public int Wait(Span<Ready> ready, long timeoutNs)
    {
        int max = Math.Min(ready.Length, 64);
        epoll_event* events = stackalloc epoll_event[64];
        int count = WaitOnce(events, max, timeoutNs);
        if (count < 0)
        {
            if (LinuxError.Last == EINTR)
                return 0;
            throw LinuxError.Exception("Waiting failed", LinuxError.Last);
        }

        for (int i = 0; i < count; i++)
            ready[i] = new Ready(events[i].data.u64, (events[i].events & ~EPOLLOUT) != 0, (events[i].events & EPOLLOUT) != 0);
        return count;
    }

    /// <summary>Sleeps until something is ready, which it leaves so, or the other descriptor can be read.</summary>
    public void AwaitReady(FileDescriptor other) => Polling.WaitReadable(_descriptor, other, timeoutNs: -1);

    private int WaitOnce(epoll_event* events, int max, long timeoutNs)
    {
        using FileDescriptor.Hold held = _descriptor.Use();
        if (timeoutNs <= 0)
            return epoll_wait(held.Number, events, max, timeoutNs < 0 ? -1 : 0);
        if (_hasNanoseconds)
        {
            KernelTimespec time = KernelTimespec.Of(timeoutNs);
            int count = (int)syscall(EpollPwait2, held.Number, (void*)events, max, (void*)&time, (void*)null, 8);
            if (count >= 0 || (LinuxError.Last != ENOSYS && LinuxError.Last != EPERM))
                return count;
            _hasNanoseconds = false; // an older kernel, or a filter that does not know the call
        }

        long ms = timeoutNs / 1_000_000 + (timeoutNs % 1_000_000 == 0 ? 0 : 1);
        return epoll_wait(held.Number, events, max, (int)Math.Min(ms, int.MaxValue));
    }

    private int Control(int operation, FileDescriptor descriptor, ulong key, int events)
    {
        using FileDescriptor.Hold set = _descriptor.Use();
        using FileDescriptor.Hold held = descriptor.Use();
        epoll_event change = default;
        change.events = events;
        change.data.u64 = key;
        return epoll_ctl(set.Number, operation, held.Number, &change) == 0 ? 0 : LinuxError.Last;
    }

    public void Dispose() => _descriptor.Dispose();

    /// <summary>One descriptor that has news.</summary>
    /// <param name="Key">As given to <see cref="TryAdd"/>.</param>
    /// <param name="Readable">It can be read, or has ended.</param>
    /// <param name="Writable">It can be written.</param>
    internal readonly record struct Ready(ulong Key, bool Readable, bool Writable);
}
