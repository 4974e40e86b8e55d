// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ikc.Execution.Services;

/// <summary>Does what it is told, in each shape.</summary>
internal sealed class DeedService : IDeeds
{
    /// <summary>Longer than a record of any ring of these tests, so that it needs a bulk slot.</summary>
    public const int LongReason = 300_000;

    public static readonly Guid Key = new("7d1c2b2e-65a4-4a34-9a8b-0d1f0a4b6c11");

    private int _begun;
    private int _cancelled;

    public int Sync(Deed deed, CancellationToken cancellationToken) => Do(deed, cancellationToken);

    public void SyncVoid(Deed deed, CancellationToken cancellationToken) => Do(deed, cancellationToken);

    public IkcLease<byte> SyncLease(Deed deed, CancellationToken cancellationToken) => Lease(Do(deed, cancellationToken));

    public async ValueTask<int> Async(Deed deed, CancellationToken cancellationToken) => await DoAsync(deed, cancellationToken);

    public async ValueTask AsyncVoid(Deed deed, CancellationToken cancellationToken) => await DoAsync(deed, cancellationToken);

    public async ValueTask<IkcLease<byte>> AsyncLease(Deed deed, CancellationToken cancellationToken) => Lease(await DoAsync(deed, cancellationToken));

    public void Post(Deed deed, CancellationToken cancellationToken) => Do(deed, cancellationToken);

    public async ValueTask PostAsync(Deed deed, CancellationToken cancellationToken) => await DoAsync(deed, cancellationToken);

    public async IAsyncEnumerable<int> Watch(Deed deed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return 3;
        yield return await DoAsync(deed, cancellationToken) - 3;
    }

    public async ValueTask<int> Sum(IAsyncEnumerable<int> items, Deed deed, CancellationToken cancellationToken)
    {
        int sum = await DoAsync(deed, cancellationToken) - 7;
        await foreach (int item in items.WithCancellation(cancellationToken))
            sum += item;
        return sum;
    }

    public int Begun() => Volatile.Read(ref _begun);

    public int Cancelled() => Volatile.Read(ref _cancelled);

    public async ValueTask<string> Later(string reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw new IkcFaultException<Refusal>(new Refusal { Reason = reason });
    }

    private static IkcLease<byte> Lease(int value)
    {
        IkcLease<byte> lease = IkcLease<byte>.Rent(4);
        lease.Span.Fill((byte)value);
        return lease;
    }

    private int Do(Deed deed, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _begun);
        if (deed != Deed.Wait)
            return DoAtOnce(deed);
        cancellationToken.WaitHandle.WaitOne();
        Interlocked.Increment(ref _cancelled);
        cancellationToken.ThrowIfCancellationRequested();
        return 0;
    }

    private async Task<int> DoAsync(Deed deed, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _begun);
        if (deed != Deed.Wait)
            return DoAtOnce(deed);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _cancelled);
        }

        return 0;
    }

    private static int DoAtOnce(Deed deed)
    {
        switch (deed)
        {
            case Deed.Refuse:
                throw new IkcFaultException<Refusal>(new Refusal { Reason = "full", Attempts = [1, 2, 3] });
            case Deed.RefuseAtLength:
                throw new IkcFaultException<Refusal>(new Refusal { Reason = new string('x', LongReason) });
            case Deed.RefuseWithoutReason:
                throw new IkcFaultException<Refusal>(new Refusal { Reason = null! });
            case Deed.Miss:
                throw new IkcFaultException<Missing>(new Missing { Id = 42, Key = Key });
            case Deed.Undeclared:
                throw new IkcFaultException<string>("not declared");
            case Deed.Throw:
                throw new InvalidOperationException("on purpose");
            case Deed.GiveUp:
                throw new OperationCanceledException();
            case Deed.Die:
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
                return 0;
            default:
                return 7;
        }
    }
}
