// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>
/// The runtime's threads of one node in Own mode: one holds the pump role, the others are inside user code that waits or is stuck, or
/// are spare; and one watches, which sleeps for as long as the pump sleeps.
/// </summary>
internal sealed class PumpThreads : IDisposable
{
    private static readonly TimeSpan s_spareLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_watchInterval = TimeSpan.FromMilliseconds(10);

    // A pump that is woken by every call must not wake the watchdog as often.
    private const int LooksBeforeSleep = 100;

    private readonly Pump _pump;
    private readonly PumpOptions _options;
    private readonly Lock _lock = new();
    private readonly Queue<long> _tickets = new();
    private readonly SemaphoreSlim _ticketQueued = new(0);
    private readonly ManualResetEventSlim _watchNeeded = new(false, spinCount: 0);
    private int _threads;
    private int _spares;
    private int _watching;
    private int _waiting;
    private long _wakes;
    private volatile bool _disposed;

    public PumpThreads(Pump pump, PumpOptions options)
    {
        _pump = pump;
        _options = options;
        StartThread("Ikc watch", WatchLoop);
    }

    /// <summary>Whether one more holder can be had.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
                return HasRoomLocked;
        }
    }

    private bool HasRoomLocked => _spares > 0 || _threads < Pump.ThreadsMax;

    public void BeginWait() => Interlocked.Increment(ref _waiting);

    public void EndWait()
    {
        Interlocked.Increment(ref _wakes);
        Interlocked.Decrement(ref _waiting);
    }

    /// <summary>Whether, beside the asking thread, one does not wait, or one has gone on since the last question.</summary>
    public bool IsAnyAwake(ref long wakesSeen)
    {
        long before = wakesSeen;
        wakesSeen = Interlocked.Read(ref _wakes);
        return wakesSeen != before || Volatile.Read(ref _waiting) < Pump.ThreadsMax - 1;
    }

    /// <summary>Gives the role's ticket to a spare thread, or to a new one. There must be room.</summary>
    public void StartHolder(long ticket)
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _tickets.Enqueue(ticket);
            if (_spares > 0)
            {
                Count(spares: -1);
                _ticketQueued.Release();
                return;
            }

            Count(threads: 1);
        }

        StartThread("Ikc pump", HolderLoop);
    }

    /// <summary>The pump has woken: the watchdog is needed. Called by the holder only.</summary>
    public void Watch()
    {
        if (Volatile.Read(ref _watching) == 0 && Interlocked.Exchange(ref _watching, 1) == 0)
            _watchNeeded.Set();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _ticketQueued.Release(Pump.ThreadsMax);
        }

        _watchNeeded.Set();
    }

    private void HolderLoop()
    {
        Native.ThreadSettings.Apply(_options.Cpus, _options.RealtimePriority);
        while (TryNextTicket(out long ticket))
            _pump.Run(ticket);
    }

    private bool TryNextTicket(out long ticket)
    {
        lock (_lock)
        {
            if (!_disposed && _tickets.TryDequeue(out ticket))
                return true;
            Count(spares: 1);
        }

        while (true)
        {
            bool signalled = _ticketQueued.Wait(s_spareLife);
            lock (_lock)
            {
                if (_disposed || (!signalled && _spares > 0))
                {
                    Count(threads: -1, spares: -1); // at once: whoever finds no spare here starts a thread
                    ticket = 0;
                    return false;
                }

                if (!signalled)
                    continue;
                if (_tickets.TryDequeue(out ticket))
                    return true;
                Count(spares: 1); // a thread that came back from user code was faster; this one is spare again
            }
        }
    }

    /// <summary>Under the lock.</summary>
    private void Count(int threads = 0, int spares = 0)
    {
        _threads += threads;
        _spares += spares;
        _pump.NoteRoom(HasRoomLocked);
    }

    private void WatchLoop()
    {
        long rounds = 0;
        long ticket = 0;
        int asleep = 0;
        while (!_disposed)
        {
            asleep = _pump.ReplaceIfStuck(ref rounds, ref ticket) ? 0 : asleep + 1;
            if (asleep < LooksBeforeSleep)
            {
                Thread.Sleep(s_watchInterval);
                continue;
            }

            _watchNeeded.Reset();
            Volatile.Write(ref _watching, 0);
            Interlocked.MemoryBarrier(); // the pump's _sleeping was read after this, or Watch sees 0 and sets the event
            if (_pump.ReplaceIfStuck(ref rounds, ref ticket))
            {
                Volatile.Write(ref _watching, 1);
                asleep = 0;
                continue;
            }

            _watchNeeded.Wait();
            asleep = 0;
        }
    }

    private static void StartThread(string name, ThreadStart body) =>
        new Thread(body) { Name = name, IsBackground = true }.Start();
}
