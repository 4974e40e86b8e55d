// SPDX-License-Identifier: MIT
using System.Numerics;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>
/// The bulk slots that one side of a channel writes. A slot is an area of its own, made when first needed, used again once the peer has
/// freed it, replaced by a larger one when it is too small. Thread-safe.
/// </summary>
internal sealed unsafe class SlotPool(ChannelEnd channel) : IDisposable
{
    private const long PayloadBytesMin = 64 * 1024;
    private const long RoundedToPowerMax = 64L << 20;
    private const long RoundBytes = 2L << 20;

    private readonly Lock _lock = new();
    private readonly Slot[] _slots = new Slot[Limits.SlotsMax];
    private long _totalBytes;
    private int _count;
    private bool _disposed;

    /// <summary>Takes a slot for a payload. The caller holds it until it was sent, or gives it back with <see cref="Abandon"/>.</summary>
    /// <returns>False when all slots are in use, or the channel's bytes.</returns>
    public bool TryRent(long payloadBytes, out SlotLoan loan)
    {
        if (payloadBytes > Limits.PayloadBytesMax)
            throw new IkcException(IkcStatus.TooLarge, $"A payload may have at most {Limits.PayloadBytesMax} bytes; this one has {payloadBytes}.");
        lock (_lock)
        {
            loan = default;
            if (_disposed)
                return false;
            int index = FindFree(payloadBytes);
            if (index < 0)
                return false;
            ref Slot slot = ref _slots[index];
            if (slot.Area is null || slot.PayloadBytes < payloadBytes)
                Replace(ref slot, index, payloadBytes);
            slot.Generation++;
            slot.IsHeld = true;
            channel.Counters->SlotsRented++;
            loan = new SlotLoan((uint)index, slot.Generation, slot.Sequence, slot.Area!, slot.PayloadBytes);
            return true;
        }
    }

    /// <summary>
    /// As <see cref="TryRent"/>, for whom the channel does not wait before it is retired: the memory stays until <see cref="SlotLoan.LetGo"/>.
    /// </summary>
    public bool TryRentHeld(long payloadBytes, out SlotLoan loan)
    {
        if (!TryRent(payloadBytes, out loan))
            return false;
        if (loan.Area.Mapping.TryAddReference())
            return true;
        Abandon(loan);
        return false;
    }

    /// <summary>Takes a slot and copies a payload into it. Any thread, whatever becomes of the channel meanwhile.</summary>
    /// <returns>As <see cref="TryRent"/>.</returns>
    public bool TryFill(ReadOnlySpan<byte> payload, out SlotLoan loan)
    {
        if (!TryRentHeld(payload.Length, out loan))
            return false;
        payload.CopyTo(new Span<byte>(loan.Payload, payload.Length));
        loan.LetGo();
        CountCopied(payload.Length);
        return true;
    }

    /// <summary>Counts what was copied into a slot instead of being made there.</summary>
    public void CountCopied(long sizeBytes)
    {
        lock (_lock)
        {
            if (!_disposed)
                channel.Counters->SlotBytesCopied += (ulong)sizeBytes;
        }
    }

    /// <summary>The record that carries the slot was committed: from now on the peer's released word decides.</summary>
    public void Sent(in SlotLoan loan)
    {
        lock (_lock)
            _slots[loan.Slot].IsHeld = false;
    }

    /// <summary>Gives back a slot that was not sent.</summary>
    public void Abandon(in SlotLoan loan)
    {
        lock (_lock)
        {
            ref Slot slot = ref _slots[loan.Slot];
            if (!slot.IsHeld || slot.Generation != loan.Generation)
                return;
            slot.IsHeld = false;
            slot.Generation--;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            for (int i = 0; i < _count; i++)
                LetGo(_slots[i], isFree: IsFree(i));
        }
    }

    private bool IsFree(int index) => !_slots[index].IsHeld && channel.ReleasedByPeer(index) == _slots[index].Generation;

    private static void LetGo(in Slot slot, bool isFree)
    {
        if (isFree)
            slot.Area?.NoteTaken(); // the peer has read it, or never will
        slot.Area?.Dispose();
    }

    /// <summary>The smallest free slot that is large enough; else a new one; else the largest free one, to be replaced.</summary>
    private int FindFree(long payloadBytes)
    {
        int best = -1;
        int toReplace = -1;
        for (int i = 0; i < _count; i++)
        {
            ref Slot slot = ref _slots[i];
            if (!IsFree(i))
                continue;
            if (slot.PayloadBytes >= payloadBytes)
            {
                if (best < 0 || slot.PayloadBytes < _slots[best].PayloadBytes)
                    best = i;
            }
            else if (toReplace < 0 || slot.PayloadBytes > _slots[toReplace].PayloadBytes)
            {
                toReplace = i;
            }
        }

        if (best >= 0)
            return best;
        long newBytes = RoundedBytes(payloadBytes);
        if (toReplace >= 0 && _totalBytes - _slots[toReplace].PayloadBytes + newBytes <= Limits.SlotBytesMax)
            return toReplace;
        return _count < Limits.SlotsMax && _totalBytes + newBytes <= Limits.SlotBytesMax ? _count++ : -1;
    }

    private void Replace(ref Slot slot, int index, long payloadBytes)
    {
        long newBytes = RoundedBytes(payloadBytes);
        OwnArea area = channel.Hub.Fabric.CreateArea(AreaLayout.BulkOffset + newBytes);
        LetGo(slot, isFree: true);
        _totalBytes += newBytes - slot.PayloadBytes;
        slot.Area = area;
        slot.PayloadBytes = newBytes;
        slot.Sequence++;
        AreaHeader header = channel.Hub.NewHeader(AreaKind.Bulk, channel.Key);
        header.Slot = (uint)index;
        header.SlotSequence = slot.Sequence;
        *(AreaHeader*)area.Base = header;
        channel.Hub.Fabric.Offer(area, channel.Link.Peer, (ulong)AreaKind.Bulk);
    }

    private static long RoundedBytes(long payloadBytes)
    {
        if (payloadBytes <= RoundedToPowerMax)
            return (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(payloadBytes, PayloadBytesMin));
        return (payloadBytes + RoundBytes - 1) / RoundBytes * RoundBytes;
    }

    private struct Slot
    {
        public OwnArea? Area;
        public long PayloadBytes;
        public uint Generation;
        public uint Sequence;
        public bool IsHeld;
    }
}
