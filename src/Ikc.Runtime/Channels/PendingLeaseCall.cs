// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>An asynchronous call whose result is a lease.</summary>
internal sealed class PendingLeaseCall<T> : PendingCall<IkcLease<T>>
    where T : unmanaged
{
    private static readonly ObjectPool<PendingLeaseCall<T>> s_pool = new(static () => new PendingLeaseCall<T>());

    public static PendingLeaseCall<T> Rent() => s_pool.Rent();

    protected override IkcLease<T> Decode(ref ReplyHandle reply) => ReplyLease.Take<T>(Channel!, ref reply);

    protected override void Return() => s_pool.Return(this);
}
