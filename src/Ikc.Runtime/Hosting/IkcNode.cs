// SPDX-License-Identifier: MIT
using Ikc.Channels;
using Ikc.CompilerServices;
using Ikc.Fabrics;

namespace Ikc;

/// <summary>
/// A process attached to the fabric: it serves contracts to other nodes and connects to theirs. A process may have several.
/// Thread-safe, but for <see cref="Poll"/>.
/// </summary>
public sealed class IkcNode : IAsyncDisposable
{
    private readonly Hub _hub;
    private readonly Discovery _discovery;

    private IkcNode(Hub hub)
    {
        _hub = hub;
        _discovery = new Discovery(hub);
    }

    /// <summary>Who this node is.</summary>
    public IkcPeer Self => new(_hub.Fabric.Self.Instance, _hub.Fabric.Self.Node, _hub.Fabric.Self.Epoch, Native.DomainFiles.EffectiveUser);

    /// <summary>"local" or "device".</summary>
    public string Fabric => _hub.Fabric.Kind;

    /// <summary>Directory in which other processes of this user find this node's counters; null: nowhere.</summary>
    public string? RuntimeDirectory => _hub.Fabric.RuntimeDirectory;

    /// <summary>Opens a node.</summary>
    /// <param name="options">How it works; null: all defaults.</param>
    /// <exception cref="IkcException">Unavailable: the fabric cannot work here. PermissionDenied: it may not be used.</exception>
    public static IkcNode Open(IkcNodeOptions? options = null)
    {
        options ??= new IkcNodeOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LanesMax, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.LanesMax, LanePool.LanesMax, nameof(options));
        Native.ThreadSettings.Check(options.Cpus, options.RealtimePriority);
        if (options.LockMemory)
            Native.MemoryLocking.LockAll();
        var pump = new PumpOptions(options.Pump == IkcPumpMode.Manual, options.WaitPolicy, options.Cpus, options.RealtimePriority);
        var interceptors = new Interceptors(options.ClientInterceptors, options.ServiceInterceptors);
        var hub = new Hub(FabricChoice.Open(options), new HubOptions(pump, options.LanesMax) { Interceptors = interceptors });
        hub.Pump.Start();
        return new IkcNode(hub);
    }

    /// <summary>Serves a contract until the result, or the node, is disposed.</summary>
    /// <typeparam name="TContract">The contract interface.</typeparam>
    /// <param name="service">The implementation; called on the runtime's threads.</param>
    /// <param name="options">How it is served; null: all defaults.</param>
    /// <exception cref="IkcException">
    /// AlreadyServed: another node has the name. DeadlineExceeded: its owner did not give it away. LimitReached: too many services.
    /// </exception>
    public IkcService Serve<TContract>(TContract service, IkcServeOptions? options = null)
        where TContract : class, IIkcContract<TContract>
    {
        ArgumentNullException.ThrowIfNull(service);
        ThrowIfClosed();
        options ??= new IkcServeOptions();
        IkcContractDefinition<TContract> contract = TContract.Definition;
        var limits = new ServiceLimits(options.Concurrency, options.ConnectionsMax, options.IncludeExceptionMessages);
        string name = options.Name ?? contract.Id;
        service = _hub.Options.Interceptors.BeforeService(contract, service, name);
        var host = new ServiceHost(name, contract, contract.CreateDispatcher(service), limits);
        _hub.Services.Add(host);
        try
        {
            _hub.Fabric.Publish(new ServiceRow(host.Name, contract.Id, contract.Bases), options.TakeOver, options.TakeOverDeadline);
        }
        catch
        {
            _hub.Services.Remove(host);
            throw;
        }

        return new IkcService(_hub, host);
    }

    /// <summary>Connects to a service, waiting for it to appear until the deadline.</summary>
    /// <typeparam name="TContract">The contract interface.</typeparam>
    /// <param name="options">What to connect to; null: the single service that has the contract.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A client; disposing it (<see cref="IkcChannel.DisposeAsync"/>) closes the connection.</returns>
    /// <exception cref="IkcException">
    /// NotFound: no such service before the deadline. Ambiguous: several, and none was named. IncompatibleContract, PermissionDenied,
    /// LimitReached: the service refused.
    /// </exception>
    public async Task<TContract> ConnectAsync<TContract>(IkcConnectOptions? options = null, CancellationToken cancellationToken = default)
        where TContract : class, IIkcContract<TContract>
    {
        ThrowIfClosed();
        IkcContractDefinition<TContract> contract = TContract.Definition;
        ClientConnection connection =
            await _discovery.ConnectAsync(contract, options ?? new IkcConnectOptions(), cancellationToken).ConfigureAwait(false);
        var channel = new IkcChannel(connection);
        return _hub.Options.Interceptors.BeforeClient(contract, contract.CreateClient(channel), channel);
    }

    /// <summary>The nodes that are here now, and what they serve.</summary>
    public IReadOnlyList<IkcNodeInfo> Nodes() => [.. _hub.Fabric.Nodes().Select(row => new IkcNodeInfo(row))];

    /// <summary>
    /// Manual mode: does what has come in, on this thread: connections, requests, replies, deadlines, deaths. One thread at a time;
    /// from inside a service method or a continuation it may nest.
    /// </summary>
    /// <param name="limit">About how much to do before it returns.</param>
    /// <param name="wait">How long to sleep when there is nothing; default: not at all.</param>
    /// <returns>How much was done; 0: nothing came.</returns>
    /// <exception cref="InvalidOperationException">The node's pump is its own, or another thread polls.</exception>
    public int Poll(int limit = int.MaxValue, TimeSpan wait = default)
    {
        if (!_hub.Pump.IsManual)
            throw new InvalidOperationException("Only a node with Pump = Manual is polled.");
        ThrowIfClosed();
        return _hub.Pump.Poll(limit, wait == Timeout.InfiniteTimeSpan ? -1 : wait.Ticks * 100);
    }

    /// <summary>Closes the node: calls under way, on both sides, fail; its names are free.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.Yield(); // away from a thread that the node would wait for
        _hub.Dispose();
    }

    private void ThrowIfClosed()
    {
        if (_hub.IsClosing)
            throw new IkcException(IkcStatus.Closed, "The node was closed.");
    }
}
