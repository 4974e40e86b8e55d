// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>
/// Who the pump is. The role is a ticket: its holder may be inside a visit (user code may run, and only that channel's own state is
/// touched), and then, and only then, another thread may take the role over. Whoever has lost it finds out when it leaves the visit.
/// </summary>
/// <remarks>
/// The word is ticket × 2 + (1 inside a visit). Only the holder writes it without compare-exchange, and only to enter; so entering
/// costs a store, leaving a compare-exchange.
/// </remarks>
internal struct PumpRole
{
    private const long Inside = 1;

    private long _word;

    /// <summary>Takes the role from the holder with this ticket, who must be inside a visit.</summary>
    /// <returns>The new ticket, or 0 when that holder is not inside, or has the role no more.</returns>
    public long TryTakeOver(long ticket)
    {
        long inside = (ticket << 1) | Inside;
        return Volatile.Read(ref _word) == inside ? TryReplace(inside) : 0;
    }

    /// <summary>The first holder, of a role that nobody has.</summary>
    public long Start() => TryReplace(Volatile.Read(ref _word));

    public readonly bool IsHeldBy(long ticket) => ticket != 0 && Volatile.Read(in _word) >> 1 == ticket;

    /// <summary>Whether the holder is inside a visit, and which holder.</summary>
    public readonly bool IsInside(out long ticket)
    {
        long word = Volatile.Read(in _word);
        ticket = word >> 1;
        return (word & Inside) != 0;
    }

    /// <summary>The holder goes into a visit.</summary>
    public void Enter(long ticket) => Volatile.Write(ref _word, (ticket << 1) | Inside);

    /// <summary>The holder comes out; false when the role has passed to somebody else meanwhile.</summary>
    public bool TryLeave(long ticket)
    {
        long inside = (ticket << 1) | Inside;
        return Interlocked.CompareExchange(ref _word, ticket << 1, inside) == inside;
    }

    private long TryReplace(long word)
    {
        long next = (word >> 1) + 1;
        return Interlocked.CompareExchange(ref _word, next << 1, word) == word ? next : 0;
    }
}
