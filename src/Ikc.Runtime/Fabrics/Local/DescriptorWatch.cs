// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>
/// A thread that sleeps on the descriptors while the pump sleeps on words, and wakes it when there is something to read. It then rests
/// until the pump has looked.
/// </summary>
/// <param name="descriptors">What it sleeps on.</param>
/// <param name="wakePump">Called on its thread.</param>
internal sealed class DescriptorWatch(EpollSet descriptors, Action wakePump)
{
    private readonly SemaphoreSlim _lookedAt = new(0);
    private readonly EventCounter _end = new();
    private Thread? _thread;
    private int _hasNews;
    private volatile bool _ends;

    /// <summary>Whether something has become ready since <see cref="Resume"/>.</summary>
    public bool HasNews => Volatile.Read(ref _hasNews) != 0;

    public void Start()
    {
        _thread = new Thread(Watch) { Name = "Ikc links", IsBackground = true };
        _thread.Start();
    }

    /// <summary>The pump has looked at the descriptors. What is still unread is news again.</summary>
    public void Resume()
    {
        if (Volatile.Read(ref _hasNews) == 0)
            return;
        Volatile.Write(ref _hasNews, 0);
        _lookedAt.Release();
    }

    /// <summary>Ends the thread.</summary>
    public void Stop()
    {
        _ends = true;
        _end.Signal();
        _lookedAt.Release();
        _thread?.Join();
        _end.Dispose();
    }

    private void Watch()
    {
        while (!_ends)
        {
            descriptors.AwaitReady(_end.Descriptor);
            Volatile.Write(ref _hasNews, 1); // before the pump is woken
            wakePump();
            _lookedAt.Wait();
        }
    }
}
