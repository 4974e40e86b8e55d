// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>A lease over a bulk slot that the peer wrote.</summary>
internal sealed unsafe class PeerSlotLease : LeaseOwner
{
    private static readonly ObjectPool<PeerSlotLease> s_pool = new(static () => new PeerSlotLease());

    private ChannelEnd? _channel;
    private PeerArea? _area;
    private SlotDescriptor _slot;
    private byte* _address;

    /// <summary>Takes over the reference that the finder of the slot has.</summary>
    public static PeerSlotLease Take(ChannelEnd channel, PeerArea area, in SlotDescriptor slot, byte* address)
    {
        PeerSlotLease lease = s_pool.Rent();
        lease._channel = channel;
        lease._area = area;
        lease._slot = slot;
        lease._address = address;
        return lease;
    }

    protected override byte* Address()
    {
        if (!_channel!.IsOpen)
            throw new IkcException(IkcStatus.Revoked, "The peer that lent this memory is gone.", CallFate.Executed);
        return _address;
    }

    protected override void Release()
    {
        _area!.Mapping.ReleaseReference();
        _channel!.TryReleaseSlot(_slot.Slot, _slot.Generation);
        _channel = null;
        _area = null;
        _address = null;
        s_pool.Return(this);
    }
}
