// SPDX-License-Identifier: MIT
namespace Ikc.Channels.Streams;

/// <summary>
/// Something that writes to a stream channel: a call, a stream that goes out, or the reader's side of one that comes in. It keeps what it
/// has to say itself, and stands in the channel's queue at most once, so the queue is bounded by what is open.
/// </summary>
internal abstract class StreamSender
{
    /// <summary>In the channel's queue. Under the channel's gate.</summary>
    public bool IsWaiting;

    /// <summary>Writes everything there is to say, as far as it can. Under the channel's gate.</summary>
    public abstract StreamObstacle TryWrite(StreamChannel channel);

    /// <summary>Moves a payload that is too large for the ring into a bulk slot. Never under the gate, by one thread at a time.</summary>
    /// <returns>False when no slot is free.</returns>
    public virtual bool TryMoveToSlot(StreamChannel channel) => true;

    /// <summary>It could not be written at once and will be later. Under the gate.</summary>
    public virtual void BeginWait()
    {
    }

    /// <summary>What waited was written. Under the gate.</summary>
    /// <returns>Whether <see cref="Resume"/> is to be called, outside of it.</returns>
    public virtual bool EndWait() => false;

    /// <summary>Runs what waits for this: user code. Never under the gate.</summary>
    public virtual void Resume()
    {
    }
}
