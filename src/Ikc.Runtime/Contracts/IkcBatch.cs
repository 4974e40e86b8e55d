// SPDX-License-Identifier: MIT
using Ikc.Channels;

namespace Ikc;

/// <summary>
/// One-way calls of one thread in a row, cheaper than one by one: made by <see cref="IkcChannel.Batch"/>, and to be disposed on the same
/// thread.
/// </summary>
/// <remarks>
/// Each call is written when it is made, and a service that looks sees it at once, in order. One that sleeps is woken when the batch is
/// flushed or disposed, after some dozens of calls, and before a call that waits for an answer or for room. Only calls of methods that are
/// one-way and return void gain; others may be made in between, over this channel and over others.
/// </remarks>
public ref struct IkcBatch
{
    private Lane? _lane;

    internal IkcBatch(Lane? lane) => _lane = lane;

    /// <summary>Wakes the service, if it sleeps, for what was called so far.</summary>
    public readonly void Flush() => _lane?.TellReader();

    /// <summary>Ends the batch. Disposing again does nothing.</summary>
    public void Dispose()
    {
        _lane?.EndBatch();
        _lane = null;
    }
}
