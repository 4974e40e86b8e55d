// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.Channels;

namespace Ikc.CompilerServices;

/// <summary>Base of every generated client. Thread-safe.</summary>
public abstract class IkcClient : IAsyncDisposable
{
    private readonly ClientConnection _connection;

    /// <summary>Binds the client to its channel.</summary>
    protected IkcClient(IkcChannel channel)
    {
        Channel = channel;
        _connection = channel.Connection;
    }

    /// <summary>The connection that this client calls through.</summary>
    public IkcChannel Channel { get; }

    /// <summary>Closes the channel.</summary>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Channel.DisposeAsync();
    }

    /// <summary>Starts a synchronous or one-way call on the calling thread's lane.</summary>
    /// <param name="call">Begun; to be disposed of.</param>
    /// <param name="ordinal">Index of the method in the contract's definition.</param>
    /// <param name="sizeBytes">An upper bound of the encoded arguments; -1: unknown.</param>
    /// <param name="options">What the caller asked for.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void BeginSync(
        out IkcSyncCall call, int ordinal, long sizeBytes, IkcCallOptions options, CancellationToken cancellationToken = default)
    {
        Unsafe.SkipInit(out call);
        call.Begin(_connection, ordinal, sizeBytes, options, cancellationToken);
    }

    /// <summary>Starts an asynchronous call on channel 0. Failures are the task's.</summary>
    /// <param name="call">Begun; to be disposed of.</param>
    /// <param name="ordinal">Index of the method in the contract's definition.</param>
    /// <param name="sizeBytes">An upper bound of the encoded arguments; -1: unknown.</param>
    /// <param name="options">What the caller asked for.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void BeginAsync(
        out IkcAsyncCall call, int ordinal, long sizeBytes, IkcCallOptions options, CancellationToken cancellationToken)
    {
        Unsafe.SkipInit(out call);
        call.Begin(_connection, ordinal, sizeBytes, options, cancellationToken);
    }

    /// <summary>Prepares a call with streams in its parameters or its result. Failures are the task's, or the enumerator's.</summary>
    /// <param name="ordinal">Index of the method in the contract's definition.</param>
    /// <param name="options">What the caller asked for.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    protected IkcStreamCall BeginStream(int ordinal, IkcCallOptions options, CancellationToken cancellationToken) =>
        new(_connection, ordinal, options, cancellationToken);
}
