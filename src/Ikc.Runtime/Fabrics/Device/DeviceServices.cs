// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>The names that this node publishes.</summary>
internal sealed class DeviceServices(IkcDevice device, DeviceTable table)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _own = [];

    public void Publish(ServiceRow service, bool takeOver)
    {
        byte[] name = DeviceRows.EncodeName(service.Name);
        byte[] contract = DeviceRows.EncodeContract(service);
        lock (_lock)
        {
            // The device lets an owner change what it publishes, which is no use to two services of one node.
            if (_own.Contains(service.Name))
                throw new IkcException(IkcStatus.AlreadyServed, $"The service name {service.Name} is served by this node.");
            DeviceErrors.Check(device.Publish(name, contract, takeOver), $"The service name {service.Name} cannot be had");
            _own.Add(service.Name);
        }
    }

    public void Withdraw(string name)
    {
        lock (_lock)
        {
            if (_own.Remove(name))
                _ = device.Withdraw(DeviceRows.EncodeName(name)); // somebody may have taken it over just now
        }
    }

    /// <summary>The names that others have taken over, each once.</summary>
    public string[] TakeLost()
    {
        lock (_lock)
        {
            NodeRow? row = table.Own();
            string[] lost = row is null ? [] : [.. _own.Except(row.Services.Select(service => service.Name))];
            _own.ExceptWith(lost);
            return lost;
        }
    }
}
