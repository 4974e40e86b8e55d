// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>
/// Says whether a loan is still open, to all its copies: it ends once, when it is sent or given up. Pooled; the generation tells a loan of
/// an earlier use from the present one. A loan stays on its thread, so there is nothing to synchronize.
/// </summary>
internal sealed class LoanTicket
{
    private static readonly ObjectPool<LoanTicket> s_pool = new(static () => new LoanTicket());

    public ulong Generation { get; private set; } = 1;

    public static LoanTicket Rent() => s_pool.Rent();

    /// <summary>Ends the loan; false when it, or a copy of it, has ended before.</summary>
    public bool TryEnd(ulong generation)
    {
        if (Generation != generation)
            return false;
        Generation++;
        s_pool.Return(this);
        return true;
    }
}
