// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ikc.Execution.Services;

public sealed class StreamService : IStreams
{
    private long _produced;
    private int _ended;

    public async IAsyncEnumerable<int> Count(int from, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (int i = 0; i < count; i++)
            {
                if (i % 1000 == 999)
                    await Task.Yield();
                yield return from + i;
            }
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }
    }

    public IAsyncEnumerable<Tick> Ticks(long count, CancellationToken cancellationToken)
    {
        return IkcStream.Of(Take());

        IEnumerable<Tick> Take()
        {
            for (long i = 0; i < count; i++)
                yield return Tick.Of(i);
        }
    }

    public async IAsyncEnumerable<string?> Texts(int count, int length, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            if (i % 100 == 50)
                await Task.Yield();
            yield return i % 7 == 6 ? null : i.ToString(System.Globalization.CultureInfo.InvariantCulture).PadRight(length, 'ä');
        }
    }

    public async ValueTask<long> SumAsync(IAsyncEnumerable<int> items, CancellationToken cancellationToken)
    {
        long sum = 0;
        await foreach (int item in items.WithCancellation(cancellationToken))
            sum += item;
        return sum;
    }

    public async ValueTask TakeAsync(IAsyncEnumerable<int> items, int count, CancellationToken cancellationToken)
    {
        if (count == 0)
            return;
        await foreach (int item in items.WithCancellation(cancellationToken))
        {
            if (--count == 0)
                break;
        }
    }

    public async IAsyncEnumerable<long> Scale(
        IAsyncEnumerable<int> items, int factor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (int item in items.WithCancellation(cancellationToken))
                yield return (long)item * factor;
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }
    }

    public async IAsyncEnumerable<Named> Zip(
        IAsyncEnumerable<int> numbers, IAsyncEnumerable<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<string> name = names.GetAsyncEnumerator(cancellationToken);
        await foreach (int number in numbers.WithCancellation(cancellationToken))
        {
            if (!await name.MoveNextAsync())
                yield break;
            yield return new Named { Number = number, Text = name.Current };
        }
    }

    public async IAsyncEnumerable<int> FailAfter(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
            yield return i;
        await Task.Yield();
        throw new InvalidOperationException("no more");
    }

    public async IAsyncEnumerable<int> WaitAfter(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (int i = 0; i < count; i++)
                yield return i;
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }
    }

    public async IAsyncEnumerable<int> Endless([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Volatile.Write(ref _produced, 0);
        try
        {
            for (int i = 0; ; i++)
            {
                await ValueTask.CompletedTask;
                Interlocked.Increment(ref _produced);
                yield return i;
            }
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }
    }

    public long Produced() => Volatile.Read(ref _produced);

    public int Ended() => Volatile.Read(ref _ended);

    public async IAsyncEnumerable<int> DieAfter(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
            yield return i;
        await Task.Yield(); // what was counted goes out first
        Process.GetCurrentProcess().Kill();
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
    }

    public ValueTask<int> AddAsync(int a, int b, CancellationToken cancellationToken) => new(a + b);

    public async ValueTask<byte[]> JoinAsync(IAsyncEnumerable<byte[]> parts, CancellationToken cancellationToken)
    {
        using var joined = new MemoryStream();
        await foreach (byte[] part in parts.WithCancellation(cancellationToken))
            joined.Write(part);
        return joined.ToArray();
    }

    public async IAsyncEnumerable<byte[]> Repeat(byte[] content, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return content;
        }
    }

    public async ValueTask<string> EndOfAsync(IAsyncEnumerable<int> items, CancellationToken cancellationToken)
    {
        int count = 0;
        try
        {
            await foreach (int item in items)
                count++;
            return $"{count} Ok";
        }
        catch (IkcException failure)
        {
            return $"{count} {failure.Status}";
        }
    }

    public async IAsyncEnumerable<ulong> Caller([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ulong epoch = IkcCall.Current?.Caller.Epoch ?? 0;
        await Task.Yield();
        yield return epoch;
    }

    public IAsyncEnumerable<int> Refuse(CancellationToken cancellationToken) => throw new InvalidOperationException("refused");
}
