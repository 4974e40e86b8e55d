// SPDX-License-Identifier: MIT
using System.Numerics;

namespace Ikc.Channels;

/// <summary>
/// The free call slots of a channel: taken under the channel's gate, given back by the reader of its replies, who needs no gate for it.
/// </summary>
internal sealed class Credits
{
    private readonly uint[] _slots;
    private uint _taken; // under the gate
    private uint _given; // the reader's

    public Credits(uint count)
    {
        _slots = new uint[BitOperations.RoundUpToPowerOf2(count)];
        for (uint slot = 0; slot < count; slot++)
            _slots[slot] = slot;
        _given = Count = count;
    }

    private uint Count { get; }

    /// <summary>Whether there is one to take. Under the gate.</summary>
    public bool HasAny => _taken != Volatile.Read(ref _given);

    /// <summary>How many are taken. Under the gate.</summary>
    public uint OpenCalls => _taken + Count - Volatile.Read(ref _given);

    /// <summary>Takes one, after <see cref="HasAny"/>. Under the gate.</summary>
    public uint Take() => _slots[_taken++ & (uint)(_slots.Length - 1)];

    /// <summary>Gives one back: the reader of the replies, one thread at a time. There are never more than there were.</summary>
    public void Give(uint slot)
    {
        _slots[_given & (uint)(_slots.Length - 1)] = slot;
        Volatile.Write(ref _given, _given + 1); // pairs with HasAny
    }
}
