// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ikc.Channels;

/// <summary>
/// The time and the cancellation of one wait. The clock is first read after the first spin budget, so that a fast call reads none; a
/// deadline is therefore late by at most that budget.
/// </summary>
internal struct WaitClock
{
    private const int RoundsPerClock = 4096;

    private CancellationToken _token;
    private long _timeoutNs;
    private long _endTimestamp;

    public WaitClock(long timeoutNs, CancellationToken token) => Begin(timeoutNs, token);

    public readonly CancellationToken Token => _token;

    /// <summary>Time as given: 0 for none.</summary>
    public readonly long TimeoutNs => _timeoutNs;

    /// <summary>Sets all of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(long timeoutNs, CancellationToken token)
    {
        _token = token;
        _timeoutNs = timeoutNs;
        _endTimestamp = 0;
    }

    public bool IsOver() => _token.IsCancellationRequested || (_timeoutNs > 0 && RemainingNs() == 0);

    /// <summary>Cheap enough for a loop that spins without end.</summary>
    public bool IsOverWhileSpinning(long round) =>
        _token.IsCancellationRequested || (_timeoutNs > 0 && round % RoundsPerClock == 0 && RemainingNs() == 0);

    /// <summary>Time left, 0 and up; -1: without end.</summary>
    public long RemainingNs()
    {
        if (_timeoutNs <= 0)
            return -1;
        long now = Stopwatch.GetTimestamp();
        if (_endTimestamp == 0)
            _endTimestamp = TimestampIn(_timeoutNs);
        return (long)Math.Max(0, (_endTimestamp - now) * (1e9 / Stopwatch.Frequency));
    }

    /// <summary>The timestamp so long from now.</summary>
    public static long TimestampIn(long timeoutNs) => Stopwatch.GetTimestamp() + (long)(timeoutNs * (Stopwatch.Frequency / 1e9));

    /// <summary>Time left until a timestamp, at least 1.</summary>
    public static long NsUntil(long timestamp) =>
        (long)Math.Max(1, (timestamp - Stopwatch.GetTimestamp()) * (1e9 / Stopwatch.Frequency));

    public void ThrowIfOver(CallFate fate)
    {
        _token.ThrowIfCancellationRequested();
        if (_timeoutNs > 0 && RemainingNs() == 0)
            throw new IkcException(IkcStatus.DeadlineExceeded, "The deadline of the call has passed.", fate);
    }
}
