// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>One served service of a node.</summary>
internal sealed class ServiceHost(string name, IkcContractDefinition contract, IkcDispatcher dispatcher, ServiceLimits limits)
{
    private readonly Lock _lock = new();
    private readonly HashSet<ServerConnection> _connections = [];
    private bool _draining;

    public string Name { get; } = name;

    public IkcContractDefinition Contract { get; } = contract;

    public IkcDispatcher Dispatcher { get; } = dispatcher;

    public ServiceLimits Limits { get; } = limits;

    /// <summary>Completed when the service was taken over by another node, or closed.</summary>
    public TaskCompletionSource Drained { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int ConnectionCount
    {
        get
        {
            lock (_lock)
                return _connections.Count;
        }
    }

    public bool IsDraining => Volatile.Read(ref _draining);

    /// <summary>Registers a connection; false when no more are taken.</summary>
    public bool TryAdd(ServerConnection connection)
    {
        lock (_lock)
        {
            if (_draining || _connections.Count >= Limits.ConnectionsMax)
                return false;
            return _connections.Add(connection);
        }
    }

    public void Remove(ServerConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
            if (_draining && _connections.Count == 0)
                Drained.TrySetResult();
        }
    }

    /// <summary>Takes no new connection from now on.</summary>
    /// <returns>Those that are still open.</returns>
    public ServerConnection[] BeginDrain()
    {
        lock (_lock)
        {
            _draining = true;
            if (_connections.Count == 0)
                Drained.TrySetResult();
            return [.. _connections];
        }
    }
}
