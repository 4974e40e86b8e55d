// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

namespace Ikc.Execution.Services;

internal class MarketService : IMarket
{
    private readonly ConcurrentDictionary<int, IFills> _kept = new();

    /// <summary>How the innermost call back failed.</summary>
    public IkcException? Failure { get; private set; }

    public virtual int Place(int quantity, IFills fills) => fills.Filled(quantity / 2) + fills.Filled(quantity - (quantity / 2));

    public virtual async ValueTask<int> PlaceAsync(int quantity, IFills fills, CancellationToken cancellationToken) =>
        await fills.FilledAsync(quantity / 2, cancellationToken) + await fills.FilledAsync(quantity - (quantity / 2), cancellationToken);

    public virtual void Subscribe(int number, IFills fills) => _kept[number] = fills;

    public async ValueTask<int> TellAsync(int number, int quantity, CancellationToken cancellationToken) =>
        await Task.Factory.StartNew(
            () => _kept[number].Filled(quantity), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public ValueTask UnsubscribeAsync(int number, CancellationToken cancellationToken) =>
        _kept.Remove(number, out IFills? fills) ? IkcChannel.Of(fills).DisposeAsync() : default;

    public int Descend(int depth, INested nested)
    {
        try
        {
            return depth == 0 ? 0 : 1 + nested.Descend(depth - 1);
        }
        catch (IkcException e)
        {
            Failure ??= e;
            throw;
        }
    }

    public int Post(int number, int count)
    {
        for (int i = 0; i < count; i++)
            _kept[number].Note(1);
        return (int)_kept[number].Noted();
    }

    public void Forget(IFills? fills)
    {
    }

    public async ValueTask<(IkcStatus Status, CallFate Fate)> TryAsync(int number, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            _ = _kept[number].Filled(0);
            return default;
        }
        catch (IkcException e)
        {
            return (e.Status, e.Fate);
        }
    }

    public long Measure(int number, int count)
    {
        IFills fills = _kept[number];
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < count; i++)
            _ = fills.Filled(i);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    public int Introduce(int number, INested nested) => nested.Call(_kept[number], 5);

    public ValueTask ForgetAsync(IFills fills) => default;

    public async ValueTask<long> SumAsync(INested nested, int count, CancellationToken cancellationToken)
    {
        long sum = 0;
        await foreach (int one in nested.CountAsync(count, cancellationToken))
            sum += one;
        return sum;
    }

    public bool AreOne(IFills one, IFills other) => ReferenceEquals(one, other);

    public long Rejected(IFills fills, int quantity)
    {
        try
        {
            fills.Reject(quantity);
            return -1;
        }
        catch (IkcFaultException<Missing> fault)
        {
            return fault.Fault.Id;
        }
    }

    public (int Instance, ulong Epoch) WhoIs(IFills fills)
    {
        _ = fills.Filled(0);
        IkcPeer peer = IkcChannel.Of(fills).Peer;
        return (peer.Instance, peer.Epoch);
    }
}
