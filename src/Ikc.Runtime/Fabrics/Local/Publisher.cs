// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>
/// Puts services into the node's row and takes them out, each under its name's lock: first the lock, then the row; out of the row first.
/// </summary>
internal sealed class Publisher(OwnNode node, ServiceNames names, DomainScan scan, Dialler dialler)
{
    public void Publish(ServiceRow service, bool takeOver, long endNs)
    {
        if (!RowCodec.IsName(service.Name) || !RowCodec.IsName(service.ContractId) || !service.BaseIds.All(RowCodec.IsName))
            throw new ArgumentException($"Names are 1 to {LocalLimits.NameBytesMax} bytes of UTF-8.", nameof(service));
        TakeName(service.Name, takeOver, endNs);
        try
        {
            node.Add(service);
        }
        catch
        {
            names.Release(service.Name);
            throw;
        }

        if (names.Owns(service.Name))
            return;
        node.TryRemove(service.Name); // it was taken over before it was shown
        throw new IkcException(IkcStatus.AlreadyServed, $"The service name {service.Name} was taken over.");
    }

    public void Withdraw(string serviceName)
    {
        if (!names.Owns(serviceName))
            return;
        try
        {
            node.TryRemove(serviceName);
        }
        finally
        {
            names.Release(serviceName);
        }
    }

    /// <summary>Gives a name to whoever asked for it; false when it is not this node's. Does not throw: the pump calls it.</summary>
    public bool TryGiveUp(string name)
    {
        if (!names.Owns(name))
            return false;
        try
        {
            node.TryRemove(name);
        }
        catch (IkcException)
        {
            // The row file could not be rewritten, and goes on showing the service for a while; who connects is told that it is not here.
        }

        return names.Release(name);
    }

    private void TakeName(string name, bool takeOver, long endNs)
    {
        while (!names.TryOwn(name))
        {
            NodeRow? owner = names.Owns(name)
                ? node.Row
                : scan.ReadOthers(node.Identity).Find(row => row.Services.Any(service => service.Name == name));
            if (owner is not null && (!takeOver || owner.Identity == node.Identity))
                throw new IkcException(IkcStatus.AlreadyServed, $"The service name {name} is owned by {owner.Identity}.");
            if (MonotonicClock.Remaining(endNs) == 0)
            {
                throw owner is null
                    ? new IkcException(IkcStatus.AlreadyServed, $"The service name {name} is owned by a node that does not show it.")
                    : new IkcException(IkcStatus.DeadlineExceeded, $"{owner.Identity} did not give up the service name {name} in time.");
            }

            // No owner to be seen: one that just begins or ends, or a scanner that looks at the lock.
            if (owner is null || !TryAsk(owner.Identity, name, endNs))
                Thread.Sleep(LocalLimits.RetryPause);
        }
    }

    private bool TryAsk(NodeIdentity owner, string name, long endNs)
    {
        try
        {
            return dialler.AskForName(owner, name, endNs);
        }
        catch (IkcException gone) when (gone.Status is IkcStatus.NotFound or IkcStatus.PeerDied)
        {
            return false; // then nobody holds its lock either
        }
    }
}
