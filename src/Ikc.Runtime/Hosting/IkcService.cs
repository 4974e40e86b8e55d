// SPDX-License-Identifier: MIT
using Ikc.Channels;

namespace Ikc;

/// <summary>A service being served. Dispose it to stop. Thread-safe.</summary>
public sealed class IkcService : IAsyncDisposable
{
    private readonly Hub _hub;
    private readonly ServiceHost _host;
    private int _withdrawn;

    internal IkcService(Hub hub, ServiceHost host)
    {
        _hub = hub;
        _host = host;
    }

    /// <summary>The name that clients connect to.</summary>
    public string Name => _host.Name;

    /// <summary>Clients connected now.</summary>
    public int Connections => _host.ConnectionCount;

    /// <summary>Ends when the service accepts no new clients (it was taken over, or stopped) and the last client has gone.</summary>
    public Task Drained => _host.Drained.Task;

    /// <summary>Accepts no new clients and waits for those it has to go.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        Withdraw();
        _host.BeginDrain();
        await Drained.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops: the name is free, the connections close, and their calls fail with PeerDied at the clients.</summary>
    public ValueTask DisposeAsync()
    {
        Withdraw();
        foreach (ServerConnection connection in _host.BeginDrain())
            connection.Close(IkcStatus.Closed);
        _hub.Services.Remove(_host);
        return default;
    }

    private void Withdraw()
    {
        if (Interlocked.Exchange(ref _withdrawn, 1) == 0 && !_host.IsDraining && !_hub.IsClosing)
            _hub.Fabric.Withdraw(Name);
    }
}
