// SPDX-License-Identifier: MIT
using Ikc.Native;
using Ikc.Rings;

namespace Ikc.Fabrics.Local;

/// <summary>A lane's bell that the peer rings by changing a word of its own: no descriptor, and one system call on either side.</summary>
internal sealed unsafe class WordLaneBell(LocalPeer peer) : LaneBell
{
    private readonly WordSleep _sleep = new(wordsMax: 1);
    private uint* _word;
    private uint _seen;
    private int _disposed;

    public override int Number => BellNumber.ChannelWord;

    public override void Bind(uint* word)
    {
        _word = word;
        _seen = Volatile.Read(ref *word);
    }

    public override void Drain()
    {
        _sleep.TakeSignal();
        _seen = Volatile.Read(ref *_word);
    }

    public override bool Wait(long timeoutNs)
    {
        if (peer.IsDead)
            return true;
        _sleep.Set(0, _word, _seen);
        bool woken = _sleep.Sleep(words: 1, timeoutNs);
        Drain();
        return woken;
    }

    public override void Signal() => _sleep.Signal();

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        peer.ForgetBell(this);
        Signal(); // whoever still sleeps on it
    }
}
