// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

/// <summary>
/// What gives a node its areas, its peers, the doorbells and the news of a death. It knows nothing of rings or calls. Two real ones:
/// local (processes of one kernel) and device (/dev/ikc).
/// </summary>
/// <remarks>
/// <see cref="Wait"/> is called by one thread at a time, the holder of the pump role; everything else from any thread.
/// No method calls back into its caller, and none blocks for longer than its deadline.
/// </remarks>
internal abstract unsafe class Fabric : IDisposable
{
    /// <summary>Who this node is.</summary>
    public abstract NodeIdentity Self { get; }

    /// <summary>"local" or "device", for people.</summary>
    public abstract string Kind { get; }

    /// <summary>Directory for files that other processes of this user read, or null where there is none.</summary>
    public abstract string? RuntimeDirectory { get; }

    /// <summary>
    /// Puts a service into this node's row, atomically against every other node. Fails with AlreadyServed when another live node owns the
    /// name; with <paramref name="takeOver"/> the owner is asked to drain and the name passes, or DeadlineExceeded.
    /// </summary>
    public abstract void Publish(ServiceRow service, bool takeOver, TimeSpan deadline);

    /// <summary>Takes a service out of this node's row and frees its name.</summary>
    public abstract void Withdraw(string serviceName);

    /// <summary>Everybody who is here, this node included, as last known; a dead node may still be listed for a moment.</summary>
    public abstract IReadOnlyList<NodeRow> Nodes();

    /// <summary>The link to a node of <see cref="Nodes"/>, made at its first use. NotFound when it is gone, PermissionDenied when refused.</summary>
    public abstract Peer Connect(NodeIdentity node, TimeSpan deadline);

    /// <summary>Makes a zeroed area of whole pages that this node writes; nobody sees it before <see cref="Offer"/>.</summary>
    public abstract OwnArea CreateArea(long sizeBytes);

    /// <summary>
    /// Shows the area to its audience of one, read-only, after all earlier writes to it. The peer gets an Offered event whose
    /// <c>Tag</c> is <paramref name="tag"/>.
    /// </summary>
    public abstract void Offer(OwnArea area, Peer peer, ulong tag);

    /// <summary>A bell of this node's that only one lane's thread waits on; the peer can ring it by its number. LimitReached beyond the limit.</summary>
    public abstract LaneBell CreateBell(Peer peer);

    /// <summary>Rings a bell of the peer's; 0 is its pump's. Never blocks; a bell that is already rung stays rung; a dead peer is no error.</summary>
    public abstract void Ring(Peer peer, int bell);

    /// <summary>Whether a bell may also be a word that its ringer changes and wakes: where all nodes are in one kernel (PROTOCOL, rule 46).</summary>
    public virtual bool HasBellWords => false;

    /// <summary>Rings by a word of this node's: changes it, and wakes who sleeps on it. Nothing where there are no bell words. Never blocks.</summary>
    public void RingWord(uint* word)
    {
        if (!HasBellWords)
            return;
        Interlocked.Increment(ref *word);
        Native.Futex.WakeShared(word);
    }

    /// <summary>
    /// From now on a change of this word of the peer's ends a <see cref="Wait"/> and is told as Rang. The word stays mapped until
    /// <see cref="Unwatch"/>.
    /// </summary>
    /// <returns>False: the peer is to ring bell 0.</returns>
    public virtual bool TryWatch(Peer peer, uint* word) => false;

    /// <summary>Forgets the peer's word.</summary>
    public virtual void Unwatch(Peer peer)
    {
    }

    /// <summary>Ends the link, on both sides: the peer sees a death of this link.</summary>
    public abstract void Disconnect(Peer peer);

    /// <summary>
    /// Sleeps until something happened or the time has passed (0: only looks; negative: without end), drains bell 0, and tells what
    /// happened. A Rang event is returned at least once after each ring that was drained.
    /// </summary>
    /// <returns>Number of events written.</returns>
    public abstract int Wait(Span<FabricEvent> events, long timeoutNs);

    /// <summary>Ends a <see cref="Wait"/> from another thread of this process; remembered when nobody waits.</summary>
    public abstract void Interrupt();

    public abstract void Dispose();
}
