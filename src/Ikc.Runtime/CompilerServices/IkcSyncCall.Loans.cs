// SPDX-License-Identifier: MIT
using Ikc.Rings;

namespace Ikc.CompilerServices;

public unsafe ref partial struct IkcSyncCall
{
    /// <summary>
    /// Makes a loan of the call: what was written and, after it, room for elements are in a bulk slot now. The call, which must be one of
    /// unknown size, is the loan's. Waits for a free slot.
    /// </summary>
    /// <param name="count">Elements, 0 and up.</param>
    /// <param name="send">Sends the call when they are written.</param>
    /// <exception cref="IkcException">TooLarge: over 1 GiB. As a call: no slot became free before the deadline, or the connection ended.</exception>
    public IkcLoan<T, TResult> Lend<T, TResult>(int count, IkcSyncSend<TResult> send)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        MoveToSlot(Wire.BlockBytesMax(count, sizeof(T)));
        int position = Writer.Length;
        Span<T> elements = Writer.LendSpan<T>(count);
        return new IkcLoan<T, TResult>(this, elements, position, send);
    }

    /// <summary>The elements are written; the time of the call begins.</summary>
    internal void EndLoan<T>(int position, int lent, int count)
        where T : unmanaged
    {
        Writer.ShrinkSpan<T>(position, lent, count);
        _bulk!.LentBytes = (long)count * sizeof(T);
        _clock.Begin(_clock.TimeoutNs, _clock.Token);
        _clock.Token.ThrowIfCancellationRequested();
        if (!_lane!.IsOpen)
            throw _lane.Connection.Failure(_lane.CloseStatus, CallFate.NotSent);
    }
}
