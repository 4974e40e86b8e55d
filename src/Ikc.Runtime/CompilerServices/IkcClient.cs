// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>Base of every generated client.</summary>
public abstract class IkcClient : IAsyncDisposable
{
    /// <summary>Binds the client to its channel.</summary>
    protected IkcClient(IkcChannel channel) => Channel = channel;

    /// <summary>The connection that this client calls through.</summary>
    public IkcChannel Channel { get; }

    /// <summary>Closes the channel.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();

    /// <summary>Starts a synchronous or one-way call on the calling thread's lane.</summary>
    protected IkcSyncCall BeginSync(int ordinal, long sizeBytes, IkcCallOptions options, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Starts an asynchronous call on channel 0.</summary>
    protected IkcAsyncCall BeginAsync(int ordinal, long sizeBytes, IkcCallOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
