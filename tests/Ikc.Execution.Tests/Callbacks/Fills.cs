// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Execution.Callbacks;

/// <summary>What a caller lends: it keeps what it is told.</summary>
internal sealed class Fills(int factor = 1) : IFills
{
    private long _noted;
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Held while a call is inside.</summary>
    public SemaphoreSlim? Gate { get; set; }

    /// <summary>What asynchronous calls wait for.</summary>
    public Task? Held { get; init; }

    /// <summary>Released when a call has come in.</summary>
    public SemaphoreSlim Entered { get; } = new(0);

    public int Filled(int quantity)
    {
        Interlocked.Increment(ref _calls);
        if (Gate is { } gate)
        {
            Entered.Release();
            gate.Wait();
        }

        return quantity * factor;
    }

    public async ValueTask<int> FilledAsync(int quantity, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        if (Held is { } held)
            await held;
        return quantity * factor;
    }

    public void Note(int quantity) => Interlocked.Add(ref _noted, quantity);

    public long Noted() => Interlocked.Read(ref _noted);

    public void Reject(int quantity) => throw new IkcFaultException<Missing>(new Missing { Id = quantity });
}

/// <summary>A callback that calls its market again.</summary>
internal sealed class Nested(IMarket market) : INested
{
    /// <summary>How the deepest call failed.</summary>
    public IkcException? Failure { get; private set; }

    public int Descend(int depth)
    {
        try
        {
            return market.Descend(depth, this);
        }
        catch (IkcException e)
        {
            Failure ??= e;
            return 0;
        }
    }

    public int Call(IFills fills, int quantity) => fills.Filled(quantity);

    public async IAsyncEnumerable<int> CountAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }
}
