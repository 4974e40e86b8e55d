// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>The services of a node, by name. Thread-safe.</summary>
internal sealed class ServiceTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServiceHost> _byName = new(StringComparer.Ordinal);

    public ServiceHost? Find(string name)
    {
        lock (_lock)
            return _byName.GetValueOrDefault(name);
    }

    public void Add(ServiceHost service)
    {
        lock (_lock)
        {
            if (_byName.TryGetValue(service.Name, out ServiceHost? known) && !known.IsDraining)
                throw new IkcException(IkcStatus.AlreadyServed, $"This node already serves '{service.Name}'.");
            _byName[service.Name] = service;
        }
    }

    public void Remove(ServiceHost service)
    {
        lock (_lock)
        {
            if (_byName.GetValueOrDefault(service.Name) == service)
                _byName.Remove(service.Name);
        }
    }
}
