// SPDX-License-Identifier: MIT
using Ikc.Channels.Callbacks;

namespace Ikc.Channels;

/// <summary>The bulk slots and the callbacks of a synchronous call. Most calls have none, so they are not part of the call itself.</summary>
internal sealed class SyncBulk
{
    private static readonly ObjectPool<SyncBulk> s_pool = new(static () => new SyncBulk());

    /// <summary>The slot of the arguments.</summary>
    public SlotLoan Loan;

    /// <summary>Bytes in that slot that the caller itself has written there.</summary>
    public long LentBytes;

    /// <summary>The reply, when it stands in a slot.</summary>
    public ReplyHandle Reply;

    /// <summary>The callbacks among the arguments, until the call is sent.</summary>
    public Lending? Lending;

    public static SyncBulk Rent() => s_pool.Rent();

    public void Return()
    {
        Loan = default;
        LentBytes = 0;
        Reply = default;
        Lending?.GiveUp();
        Lending = null;
        s_pool.Return(this);
    }
}
