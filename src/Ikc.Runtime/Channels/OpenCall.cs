// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>The cancellation of one call slot's present call. Used again by the slot's next call. Thread-safe.</summary>
internal sealed class OpenCall
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _source = new();
    private ulong _callId;
    private bool _active;
    private bool _cancelAsked;

    public CancellationToken Token => _source.Token;

    /// <summary>For a call's first use of its token; a second one changes nothing.</summary>
    public void Begin(ulong callId, long deadlineNs)
    {
        lock (_lock)
        {
            if (_active && _callId == callId)
                return;
            if (!_source.TryReset())
                _source = new CancellationTokenSource();
            _callId = callId;
            _active = true;
            _cancelAsked = false;
            if (deadlineNs > 0)
                _source.CancelAfter(TimeSpan.FromMilliseconds(Math.Clamp(deadlineNs / 1e6, 1, uint.MaxValue - 2.0)));
        }
    }

    public void CancelIfAsked(uint cancelWord)
    {
        lock (_lock)
        {
            if (!_active || cancelWord != CallId.CancelWord(_callId))
                return;
        }

        Cancel();
    }

    /// <summary>Cancels on the thread pool: what a token calls back is user code.</summary>
    public void Cancel()
    {
        CancellationTokenSource source;
        lock (_lock)
        {
            if (!_active)
                return;
            source = _source;
            _cancelAsked = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static state => ((CancellationTokenSource)state!).Cancel(), source);
    }

    /// <summary>Whether the call's own deadline has fired its token, and nobody asked for that before.</summary>
    public bool IsOverdue(ulong callId)
    {
        lock (_lock)
            return _active && _callId == callId && !_cancelAsked && _source.IsCancellationRequested;
    }

    /// <summary>The call is being answered: from now on its token does not fire, and no timer is left.</summary>
    public void End(ulong callId)
    {
        lock (_lock)
        {
            if (!_active || _callId != callId)
                return;
            _active = false;
            _source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
