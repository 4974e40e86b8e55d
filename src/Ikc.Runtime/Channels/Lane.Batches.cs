// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Channels;

/// <summary>
/// A lane that its thread keeps between calls, for one-way calls in a row. They are committed as ever, and a reader that polls sees each at
/// once; but fence and look at whether it sleeps, the dearest part of such a call, are put off (PROTOCOL, rule 12) until the batch ends, some
/// calls have come together, or this thread is going to wait.
/// </summary>
internal sealed unsafe partial class Lane
{
    private const int UntoldMax = 64;

    private int _batchThread; // whose batch it is; 0: nobody's. Only that thread writes the three
    private bool _isInCall;
    private int _untold;

    /// <summary>Makes the lane, which the calling thread has taken, that thread's until <see cref="EndBatch"/>.</summary>
    /// <returns>False inside a batch of the same thread.</returns>
    public bool TryBeginBatch()
    {
        bool begins = _batchThread == 0;
        _batchThread = Environment.CurrentManagedThreadId;
        _isInCall = false;
        return begins;
    }

    /// <summary>Whether it is in a batch of the calling thread's, and not in one of its calls; then it is taken for one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTakeInBatch() => _batchThread != 0 && TryTakeInBatchSlow();

    /// <summary>Wakes the reader if it sleeps.</summary>
    public void TellReader()
    {
        _untold = 0;
        Interlocked.MemoryBarrier(); // fence DataWriter, of all commits since the last
        WakeReader();
    }

    public void EndBatch()
    {
        if (_batchThread != Environment.CurrentManagedThreadId)
            return; // a call that gave up has taken the lane out of it
        TellReader();
        _batchThread = 0;
        if (!_isInCall)
            Return();
    }

    private bool TryTakeInBatchSlow()
    {
        if (_batchThread != Environment.CurrentManagedThreadId || _isInCall)
            return false;
        _isInCall = true;
        return true;
    }

    /// <summary>After a commit without its fence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TellReaderInTime()
    {
        if (_batchThread == 0 || ++_untold >= UntoldMax)
            TellReader();
    }

    /// <summary>Before this thread waits for what the reader must do.</summary>
    private void TellReaderBeforeWaiting()
    {
        if (_untold > 0)
            TellReader();
    }

    private void LeaveBatch()
    {
        _untold = 0;
        _batchThread = 0;
    }
}
