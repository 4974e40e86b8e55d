// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>The bulk slots of a synchronous call. Most calls have none, so it is not part of the call itself.</summary>
internal sealed class SyncBulk
{
    private static readonly ObjectPool<SyncBulk> s_pool = new(static () => new SyncBulk());

    /// <summary>The slot of the arguments.</summary>
    public SlotLoan Loan;

    /// <summary>The reply, when it stands in a slot.</summary>
    public ReplyHandle Reply;

    public static SyncBulk Rent() => s_pool.Rent();

    public void Return()
    {
        Loan = default;
        Reply = default;
        s_pool.Return(this);
    }
}
