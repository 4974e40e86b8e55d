// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using Ikc.Channels;
using Ikc.CompilerServices;

namespace Ikc;

/// <summary>
/// A client's connection to its service: how it is, whom it reaches, what it has done. It belongs to one life of the service's node:
/// after that node's death every call fails at once, and a new connection is a new ConnectAsync. Thread-safe.
/// </summary>
public sealed class IkcChannel : IAsyncDisposable
{
    internal IkcChannel(ClientConnection connection) => Connection = connection;

    /// <summary>Name of the service.</summary>
    public string ServiceName => Connection.Target.ServiceName;

    /// <summary>The node that serves.</summary>
    public IkcPeer Peer => Connection.Link.PeerIdentity;

    /// <summary>False from the peer's death, or from the disposal on either side.</summary>
    public bool IsOpen => Connection.IsOpen;

    /// <summary>Why the channel is closed; Ok while it is open.</summary>
    public IkcStatus CloseStatus => Connection.CloseStatus;

    /// <summary>Ends, never with a failure, when the channel is closed.</summary>
    public Task Closed => Connection.Closed.Task;

    /// <summary>What this side has done so far. Counts are taken without stopping anybody and may miss a few.</summary>
    public IkcChannelCounters Counters => IkcChannelCounters.Of(Connection);

    internal ClientConnection Connection { get; }

    /// <summary>The channel of a generated client.</summary>
    /// <exception cref="ArgumentException">The object is no Ikc client.</exception>
    public static IkcChannel Of(object client) =>
        TryOf(client, out IkcChannel? channel) ? channel : throw new ArgumentException("The object is no Ikc client.", nameof(client));

    /// <summary>The channel of a generated client; false for any other object.</summary>
    public static bool TryOf(object client, [NotNullWhen(true)] out IkcChannel? channel)
    {
        channel = ((client is IkcIntercepted intercepted ? intercepted.Inner : client) as IkcClient)?.Channel;
        return channel is not null;
    }

    /// <summary>Whether the service has this method of the client's own contract, with the same shape. A callback is dialled for it.</summary>
    /// <param name="methodId">Number of the method in the contract that the client was connected with.</param>
    public bool Supports(int methodId) => Supports(Connection.Target.Contract.Id, methodId);

    /// <summary>Whether the service has this method of the client's contract or of one of its bases, with the same shape.</summary>
    /// <param name="contractId">Id of the contract that declares the method.</param>
    /// <param name="methodId">Its number there.</param>
    public bool Supports(string contractId, int methodId)
    {
        IReadOnlyList<IkcMethodDefinition> methods = Connection.Target.Contract.Methods;
        for (int i = 0; i < methods.Count; i++)
        {
            if (methods[i].Id == methodId && methods[i].Contract == contractId)
                return Connection.Supports(i);
        }

        return false;
    }

    /// <summary>
    /// Begins a batch: until it is disposed, one-way calls that this thread makes over the channel cost less, and a service that sleeps is
    /// woken for several together.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for a lane, where all are in use.</param>
    /// <exception cref="IkcException">As a call that is not sent: the channel is closed, or no lane became free before its deadline.</exception>
    public IkcBatch Batch(CancellationToken cancellationToken = default)
    {
        if (Connection.Zero is null)
            _ = Connection.Supports(0); // dials a callback
        if (Connection.Zero is null)
            throw Connection.Failure(IkcStatus.Revoked, CallFate.NotSent);
        var clock = new WaitClock(Connection.TimeoutNs(default), cancellationToken);
        Lane lane = Connection.Lanes.Take(ref clock);
        return new IkcBatch(lane.TryBeginBatch() ? lane : null);
    }

    /// <summary>Closes the channel: calls under way fail with <see cref="IkcStatus.Closed"/>.</summary>
    public ValueTask DisposeAsync()
    {
        Connection.Close(IkcStatus.Closed);
        return default;
    }
}
