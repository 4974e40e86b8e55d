// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>The words by which peers ring this node's pump, and the pump's sleep on them (PROTOCOL, rule 46).</summary>
/// <remarks>
/// Each word's value is copied when its ring is told, and a sleep lasts only while every word still has the copied value: what rings
/// between the two ends the sleep at once. Thread-safe; one thread at a time collects and sleeps.
/// </remarks>
internal sealed unsafe class PumpWords
{
    private readonly Lock _lock = new();
    private readonly List<Watched> _watched = [];
    private readonly WordSleep _sleep = new(Futex.WaitersMax - 1);

    /// <summary>Watches a word; false when the kernel can wait on no more of them.</summary>
    public bool TryAdd(Peer peer, uint* word)
    {
        lock (_lock)
        {
            if (_watched.Count == Futex.WaitersMax - 1)
                return false;
            _watched.Add(new Watched(peer, word) { Seen = Volatile.Read(ref *word) });
            return true;
        }
    }

    /// <summary>Forgets the peer's word, which is not touched any more.</summary>
    public void Remove(Peer peer)
    {
        lock (_lock)
            _watched.RemoveAll(watched => watched.Peer == peer);
        Signal(); // a sleep on it has no purpose
    }

    /// <summary>Ends the sleep, or the next one.</summary>
    public void Signal() => _sleep.Signal();

    /// <summary>To be called before anything is looked at that somebody changes before a signal.</summary>
    public void TakeSignal() => _sleep.TakeSignal();

    /// <summary>Tells of every word that has changed.</summary>
    public void Collect(ref EventSink events)
    {
        lock (_lock)
        {
            foreach (Watched watched in _watched)
            {
                uint now = Volatile.Read(ref *watched.Word);
                if (now == watched.Seen || events.Room < EventSink.RoomForMessage)
                    continue;
                watched.Seen = now;
                events.Add(new FabricEvent { Kind = FabricEventKind.Rang, Peer = watched.Peer });
            }
        }
    }

    /// <summary>Sleeps until a word changes, somebody signals or the time has passed (negative: without end).</summary>
    public void Sleep(long timeoutNs)
    {
        int count;
        lock (_lock)
        {
            count = _watched.Count;
            for (int i = 0; i < count; i++)
                _sleep.Set(i, _watched[i].Word, _watched[i].Seen);
        }

        _sleep.Sleep(count, timeoutNs);
    }

    private sealed class Watched(Peer peer, uint* word)
    {
        public Peer Peer => peer;

        public uint* Word => word;

        public uint Seen { get; set; }
    }
}
