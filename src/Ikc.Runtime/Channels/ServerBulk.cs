// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>The bulk slots of a call being dispatched. Most calls have none, so it is not part of the call itself.</summary>
internal sealed class ServerBulk
{
    private static readonly ObjectPool<ServerBulk> s_pool = new(static () => new ServerBulk());

    /// <summary>The slot of the arguments, to be freed after use, when there is an area.</summary>
    public SlotDescriptor Slot;
    public PeerArea? SlotArea;

    /// <summary>The slot of the result.</summary>
    public SlotLoan Loan;

    public static ServerBulk Rent() => s_pool.Rent();

    public void Return()
    {
        SlotArea = null;
        Loan = default;
        s_pool.Return(this);
    }
}
