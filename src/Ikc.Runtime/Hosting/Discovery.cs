// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Ikc.Channels;
using Ikc.CompilerServices;
using Ikc.Fabrics;

namespace Ikc;

/// <summary>Finds the service that a client asks for, and connects to it; waits until its deadline for one to appear.</summary>
internal sealed class Discovery(Hub hub)
{
    // News of a node may be lost (a full inotify queue); looking again now and then makes up for it.
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(200);

    // For one try of a caller who would wait for ever.
    private static readonly TimeSpan s_linkWithin = TimeSpan.FromSeconds(5);

    private readonly Dialer _dialer = new(hub);

    public async Task<ClientConnection> ConnectAsync(
        IkcContractDefinition contract, IkcConnectOptions options, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Deadline);
        IkcException? last = null;
        try
        {
            while (true)
            {
                Task changed = hub.Changed; // before the look, or a change in between is missed
                if (Find(contract, options) is { } found)
                {
                    try
                    {
                        TimeSpan left = Left(options.Deadline, start);
                        // On a thread of its own: the other node may be this thread's to poll.
                        Peer peer = await Task.Run(() => hub.Fabric.Connect(found.Node, left)).ConfigureAwait(false);
                        return await _dialer.ConnectAsync(peer, Target(contract, options, found.Service), deadline.Token).ConfigureAwait(false);
                    }
                    catch (IkcException e) when (e.Status is IkcStatus.NotFound or IkcStatus.PeerDied or IkcStatus.Draining or IkcStatus.DeadlineExceeded)
                    {
                        last = e; // a node that has just gone; another may come
                    }
                }

                await WaitForChangeAsync(changed, deadline.Token).ConfigureAwait(false);
                if (hub.IsClosing)
                    throw new IkcException(IkcStatus.Closed, "The node was closed.");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            string what = options.Name is { } name ? $"service '{name}'" : $"service of '{contract.Id}'";
            throw new IkcException(IkcStatus.NotFound, $"No {what} within {options.Deadline.TotalSeconds:0.###} s.", CallFate.NotSent, last);
        }
    }

    private static TimeSpan Left(TimeSpan deadline, long start)
    {
        if (deadline == Timeout.InfiniteTimeSpan)
            return s_linkWithin;
        TimeSpan left = deadline - Stopwatch.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static ConnectTarget Target(IkcContractDefinition contract, IkcConnectOptions options, string service) =>
        new(service, contract, options.WaitPolicy, options.CallDeadline is { } deadline ? ClientConnection.ToNs(deadline) : 0);

    private static async Task WaitForChangeAsync(Task changed, CancellationToken deadline)
    {
        await Task.WhenAny(changed, Task.Delay(s_lookAgain, deadline)).ConfigureAwait(false);
        deadline.ThrowIfCancellationRequested();
    }

    /// <summary>The one service that is meant; null: none yet.</summary>
    private (NodeIdentity Node, string Service)? Find(IkcContractDefinition contract, IkcConnectOptions options)
    {
        (NodeIdentity Node, string Service)? found = null;
        foreach (NodeRow row in hub.Fabric.Nodes())
        {
            if (row.State != NodeState.Serving || (options.Instance is { } instance && instance != row.Identity.Instance))
                continue;
            foreach (ServiceRow service in row.Services)
            {
                bool meant = options.Name is { } name
                    ? service.Name == name
                    : service.ContractId == contract.Id || service.BaseIds.Contains(contract.Id);
                if (!meant)
                    continue;
                if (found is { } first)
                {
                    throw new IkcException(
                        IkcStatus.Ambiguous,
                        $"'{first.Service}' (instance {first.Node.Instance}) and '{service.Name}' (instance {row.Identity.Instance}) both fit; name one.");
                }

                found = (row.Identity, service.Name);
            }
        }

        return found;
    }
}
