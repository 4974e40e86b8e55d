// SPDX-License-Identifier: MIT
using System.Numerics;

namespace Ikc.Channels.Streams;

/// <summary>
/// The open calls of a stream channel, by call slot. Most channels never have more than a few, so the table grows with the slots that are
/// used, up to as many as were agreed, and keeps what it has grown to: after that a call allocates nothing here.
/// </summary>
/// <remarks>
/// Changed under the channel's gate. <see cref="Find"/> needs no gate, for it misses no call that it must find: a larger table is whole
/// before it is published, and whoever looks for a call has read a record of that call's, which the peer wrote after it had read the
/// call's request, which was written after the call was entered here; or, at a service, is the thread that enters calls itself. The table
/// before may still show a call that was removed meanwhile, as if the look had come before the removal; ids are never used again, so it is
/// not taken for another.
/// </remarks>
/// <param name="slotsMax">Call slots that were agreed.</param>
internal sealed class OpenStreamCalls<TCall>(uint slotsMax)
    where TCall : StreamCall
{
    private const int SlotsMin = 4;

    private TCall?[] _bySlot = [];

    /// <summary>Call slots that were agreed.</summary>
    public uint SlotsMax => slotsMax;

    /// <summary>The open call with this id. Any thread that has read a record of it.</summary>
    public TCall? Find(ulong callId)
    {
        TCall?[] calls = Volatile.Read(ref _bySlot); // pairs with Grow
        uint slot = CallId.Slot(callId);
        return slot < (uint)calls.Length && Volatile.Read(ref calls[slot]) is { } call && call.Id == callId ? call : null;
    }

    /// <summary>Enters a call that has its id, whose slot is one of those agreed. Under the gate.</summary>
    /// <returns>False: the slot is taken.</returns>
    public bool TryEnter(TCall call)
    {
        uint slot = CallId.Slot(call.Id);
        if (slot >= (uint)_bySlot.Length)
            Grow(slot);
        else if (_bySlot[slot] is not null)
            return false;
        Volatile.Write(ref _bySlot[slot], call); // pairs with Find
        return true;
    }

    /// <summary>Under the gate.</summary>
    /// <returns>False: the call was not there.</returns>
    public bool TryRemove(TCall call)
    {
        uint slot = CallId.Slot(call.Id);
        if (slot >= (uint)_bySlot.Length || _bySlot[slot] != call)
            return false;
        Volatile.Write(ref _bySlot[slot], null); // pairs with Find
        return true;
    }

    /// <summary>The slots so far, with or without a call. Under the gate.</summary>
    public ReadOnlySpan<TCall?> Slots => _bySlot;

    /// <summary>All calls. Under the gate.</summary>
    public TCall[] All() => [.. _bySlot.OfType<TCall>()];

    /// <summary>Forgets all calls. Under the gate.</summary>
    public void Clear() => Array.Clear(_bySlot);

    private void Grow(uint slot)
    {
        uint slots = Math.Min(slotsMax, BitOperations.RoundUpToPowerOf2(Math.Max(slot + 1, SlotsMin)));
        var larger = new TCall?[slots];
        _bySlot.CopyTo(larger);
        Volatile.Write(ref _bySlot, larger); // pairs with Find
    }
}
