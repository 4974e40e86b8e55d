// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>A lease over a bulk slot of this side, to be filled for a result.</summary>
internal sealed unsafe class OwnSlotLease : LeaseOwner
{
    private static readonly ObjectPool<OwnSlotLease> s_pool = new(static () => new OwnSlotLease());

    private ServerChannel? _channel;
    private SlotLoan _loan;

    /// <summary>Over a slot that was rented held.</summary>
    public static OwnSlotLease Take(ServerChannel channel, in SlotLoan loan)
    {
        OwnSlotLease lease = s_pool.Rent();
        lease._channel = channel;
        lease._loan = loan;
        return lease;
    }

    public override bool TryTakeOver(ServerChannel channel, ulong generation, out SlotLoan loan)
    {
        loan = _loan;
        if (channel != _channel || !TryEnd(generation))
            return false;
        Forget();
        return true;
    }

    protected override byte* Address() => _loan.Payload;

    protected override void Release()
    {
        _channel!.OutSlots.Abandon(_loan);
        Forget();
    }

    private void Forget()
    {
        _loan.LetGo();
        _channel = null;
        _loan = default;
        s_pool.Return(this);
    }
}
