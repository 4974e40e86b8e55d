// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>
/// What stands behind a lease. Pooled; the generation tells a lease of an earlier use from the present one. Releasing and taking over are
/// decided by one compare-exchange.
/// </summary>
internal abstract unsafe class LeaseOwner
{
    private ulong _generation = 1;

    public ulong Generation => Volatile.Read(ref _generation);

    /// <summary>Memory for a result: a bulk slot of the call being dispatched, else of this process.</summary>
    public static LeaseOwner Rent(long sizeBytes)
    {
        if (ServerChannel.Current is not { } channel)
            return HeapLease.Take(sizeBytes);
        if (channel.OutSlots.TryRentHeld(sizeBytes, out SlotLoan loan))
            return OwnSlotLease.Take(channel, loan);
        throw new IkcException(IkcStatus.RingFull, "The call has no free bulk slot.", CallFate.MaybeExecuted);
    }

    public byte* Memory(ulong generation)
    {
        ObjectDisposedException.ThrowIf(Generation != generation, typeof(IkcLease<>));
        return Address();
    }

    /// <summary>Ends the lease and gives its memory to a new one.</summary>
    /// <returns>The new one's generation.</returns>
    public ulong Renew(ulong generation)
    {
        ObjectDisposedException.ThrowIf(!TryEnd(generation), typeof(IkcLease<>));
        return generation + 1;
    }

    public void TryRelease(ulong generation)
    {
        if (TryEnd(generation))
            Release();
    }

    /// <summary>Passes the slot on to a reply of the same channel; false when it is not such a slot: then its content is copied.</summary>
    public virtual bool TryTakeOver(ServerChannel channel, ulong generation, out SlotLoan loan)
    {
        loan = default;
        return false;
    }

    protected bool TryEnd(ulong generation) =>
        Interlocked.CompareExchange(ref _generation, generation + 1, generation) == generation;

    protected abstract byte* Address();

    /// <summary>Frees the memory and returns this owner to its pool.</summary>
    protected abstract void Release();
}
