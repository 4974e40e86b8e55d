// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Native;

/// <summary>
/// How one thread at a time sleeps on words in memory of others, and is woken by its own process as well. Whoever signals has changed
/// something before; the sleeper takes the signal, then looks at what may have changed, then sleeps.
/// </summary>
/// <param name="wordsMax">Words of others, below <see cref="Futex.WaitersMax"/>.</param>
internal sealed unsafe class WordSleep(int wordsMax)
{
    private readonly Futex.Waiter[] _waiters = new Futex.Waiter[wordsMax + 1];
    private readonly uint[] _own = GC.AllocateArray<uint>(1, pinned: true);
    private uint _ownSeen;
    private int _isAsleep;

    /// <summary>Ends the sleep, or the next one. Any thread.</summary>
    public void Signal()
    {
        Interlocked.Increment(ref _own[0]); // a full fence: the sleeper's kernel sees the word changed, or is seen asleep here
        if (Volatile.Read(ref _isAsleep) != 0)
            Futex.WakeOwn(OwnWord);
    }

    /// <summary>Takes the signals so far; they end no sleep any more.</summary>
    public void TakeSignal() => _ownSeen = Volatile.Read(ref _own[0]);

    /// <summary>The word, in shared memory, whose change from this value ends the next sleep.</summary>
    public void Set(int index, uint* word, uint seen) => _waiters[index + 1] = new Futex.Waiter(word, seen, isShared: true);

    /// <summary>Sleeps on the first so many words, for at most so long (negative: without end). It may end without cause.</summary>
    /// <returns>False when the time has passed.</returns>
    public bool Sleep(int words, long timeoutNs)
    {
        _waiters[0] = new Futex.Waiter(OwnWord, _ownSeen, isShared: false);
        Volatile.Write(ref _isAsleep, 1);
        Interlocked.MemoryBarrier(); // pairs with Signal
        bool woken = Futex.Wait(_waiters.AsSpan(0, words + 1), timeoutNs);
        Volatile.Write(ref _isAsleep, 0);
        return woken;
    }

    private uint* OwnWord => (uint*)Unsafe.AsPointer(ref _own[0]); // pinned
}
