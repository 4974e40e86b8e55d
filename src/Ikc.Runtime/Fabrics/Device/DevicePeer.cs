// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>
/// Another node, by its handle; both nodes use one link, whoever connected first. A node that connects to itself has two, one for each
/// end, since the device knows no areas that a node offers to itself.
/// </summary>
internal sealed class DevicePeer(DeviceAbi.Handle handle, uint userId) : Peer
{
    private readonly Lock _lock = new();
    private readonly List<PumpedLaneBell> _pumpedBells = [];

    public override NodeIdentity Identity { get; } = DeviceRows.IdentityOf(handle);

    public override uint UserId => userId;

    public DeviceAbi.Handle Handle => handle;

    /// <summary>The other end, when both are this node.</summary>
    public DevicePeer? OtherEnd { get; set; }

    /// <summary>What it has made this node map.</summary>
    public MappingBudget.Share Mapped { get; } = new();

    /// <summary>Its end rings each bell that has no number of its own.</summary>
    public void SignalPumpedBells()
    {
        lock (_lock)
        {
            foreach (PumpedLaneBell bell in _pumpedBells)
                bell.Signal();
        }
    }

    public void Add(PumpedLaneBell bell)
    {
        lock (_lock)
            _pumpedBells.Add(bell);
    }

    public void Remove(PumpedLaneBell bell)
    {
        lock (_lock)
            _pumpedBells.Remove(bell);
    }
}
