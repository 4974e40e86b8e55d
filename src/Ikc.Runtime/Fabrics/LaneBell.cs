// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

/// <summary>The doorbell of one lane: one thread at a time waits on it, and only that thread drains it (PROTOCOL, rule 13).</summary>
internal abstract unsafe class LaneBell : IDisposable
{
    /// <summary>How the peer names it; 1 and up.</summary>
    public abstract int Number { get; }

    /// <summary>
    /// Before the first wait: the word of the peer's that is changed when this bell is rung, for bells that are rung so. It stays mapped
    /// until the bell is disposed and nobody waits.
    /// </summary>
    public virtual void Bind(uint* word)
    {
    }

    /// <summary>Empties the bell without sleeping. Called before the reader looks, never after; it may be left out.</summary>
    public abstract void Drain();

    /// <summary>
    /// Sleeps until the bell rings, the peer dies or the time has passed (negative: without end), then drains it. Returns at once after
    /// a death.
    /// </summary>
    /// <returns>False when the time has passed.</returns>
    public abstract bool Wait(long timeoutNs);

    /// <summary>Rings it from this process, so that its sleeper looks again.</summary>
    public abstract void Signal();

    /// <summary>The peer rang bell 0 for this bell's lane.</summary>
    public virtual void PassOn()
    {
    }

    public abstract void Dispose();
}
