// SPDX-License-Identifier: MIT
namespace Ikc.Channels.Callbacks;

/// <summary>The callbacks that one call carries, from their encoding until the call is sent or given up. Pooled; one thread at a time.</summary>
internal sealed class Lending
{
    private static readonly ObjectPool<Lending> s_pool = new(static () => new Lending());

    private readonly List<LentCallback> _lent = [];

    public static Lending Rent() => s_pool.Rent();

    public void Add(LentCallback lent) => _lent.Add(lent);

    /// <summary>The call is in the ring: the service's node will give back what it carries.</summary>
    public void Sent()
    {
        _lent.Clear();
        s_pool.Return(this);
    }

    /// <summary>The call will never be sent.</summary>
    public void GiveUp()
    {
        foreach (LentCallback lent in _lent)
            lent.Table.TakeBack(lent);
        Sent();
    }
}
