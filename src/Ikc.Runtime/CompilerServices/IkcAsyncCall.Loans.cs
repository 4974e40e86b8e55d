// SPDX-License-Identifier: MIT
using Ikc.Channels;
using Ikc.Rings;

namespace Ikc.CompilerServices;

public unsafe ref partial struct IkcAsyncCall
{
    /// <summary>
    /// Makes a loan of the call: what was written and, after it, room for elements are in a bulk slot now. The call, which must be one of
    /// unknown size, is the loan's.
    /// </summary>
    /// <param name="count">Elements, 0 and up.</param>
    /// <param name="send">Sends the call when they are written.</param>
    /// <exception cref="IkcException">RingFull: no slot is free. TooLarge: over 1 GiB. What a call's task would fail with.</exception>
    public IkcLoan<T, TResult> Lend<T, TResult>(int count, IkcAsyncSend<TResult> send)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (_place == CallPlace.Failed)
            throw _failure!;
        EncodeBuffer buffer = Writer.Buffer!;
        int sizeBytes = Writer.Length;
        long roomBytes = sizeBytes + Wire.BlockBytesMax(count, sizeof(T));
        if (!_channel.OutSlots.TryRentHeld(roomBytes, out SlotLoan loan))
        {
            _channel.Connection.ThrowIfClosed(CallFate.NotSent);
            throw new IkcException(IkcStatus.RingFull, "No bulk slot is free for the loan.");
        }

        _loan = loan;
        _place = CallPlace.Slot;
        Writer.Continue(new Span<byte>(loan.Payload, (int)roomBytes), buffer.Array.AsSpan(0, sizeBytes));
        buffer.Return();
        Span<T> elements = Writer.LendSpan<T>(count);
        return new IkcLoan<T, TResult>(this, elements, sizeBytes, send);
    }

    /// <summary>The elements are written; the time of the call begins when it is sent.</summary>
    internal void EndLoan<T>(int position, int lent, int count)
        where T : unmanaged
    {
        Writer.ShrinkSpan<T>(position, lent, count);
        _lentBytes = (long)count * sizeof(T);
    }
}
