// SPDX-License-Identifier: MIT
using System.Threading.Channels;

namespace Ikc.Execution.Streams;

/// <summary>Sources whose items are there at once, sent and read as any other.</summary>
public sealed class IkcStreamTests
{
    private const int Count = 200_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ItemsComeInOrderAndAllOfThem(bool fromChannel)
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        long next = 0;
        await foreach (long item in pair.Client.Scale(Source(Enumerable.Range(0, Count), fromChannel), 3))
            Assert.Equal(3 * next++, item);
        Assert.Equal(Count, next);
    }

    [Fact]
    public async Task AChannelThatIsWrittenWhileItIsRead()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        Channel<int> channel = Channel.CreateBounded<int>(10);
        await using IAsyncEnumerator<long> scaled = pair.Client.Scale(IkcStream.Of(channel.Reader), 2).GetAsyncEnumerator();
        for (int i = 0; i < 1000; i++)
        {
            await channel.Writer.WriteAsync(i);
            Assert.True(await scaled.MoveNextAsync());
            Assert.Equal(2 * i, scaled.Current);
        }

        channel.Writer.Complete();
        Assert.False(await scaled.MoveNextAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatTheSourceThrowsComesAfterTheItems(bool fromChannel)
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        Assert.Equal($"{1000} {IkcStatus.Faulted}", await pair.Client.EndOfAsync(Source(FailingAfter(1000), fromChannel)));
        Assert.Equal("3 Ok", await pair.Client.EndOfAsync(Source([1, 2, 3], fromChannel))); // the channel goes on
    }

    [Fact]
    public async Task ItStopsAndIsDisposedWhenTheReaderHasEnough()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        var endless = new Endless();
        await pair.Client.TakeAsync(IkcStream.Of(endless.Items()), 5);
        await StreamPair.UntilAsync(() => endless.Disposed == 1);
        long taken = endless.Taken;
        Assert.InRange(taken, 5, 200_000); // what the credit allows, and no more
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ATokenEndsIt(bool fromChannel)
    {
        using var cancellation = new CancellationTokenSource();
        int count = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int item in Source(Enumerable.Range(0, Count), fromChannel).WithCancellation(cancellation.Token))
            {
                if (++count == 7)
                    cancellation.Cancel();
            }
        });
        Assert.Equal(7, count);
    }

    [Fact]
    public async Task ATokenEndsTheWaitForAChannel()
    {
        using var cancellation = new CancellationTokenSource();
        await using IAsyncEnumerator<int> items = IkcStream.Of(Channel.CreateUnbounded<int>().Reader).GetAsyncEnumerator(cancellation.Token);
        ValueTask<bool> next = items.MoveNextAsync();
        Assert.False(next.IsCompleted);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.AsTask());
    }

    [Fact]
    public async Task EachEnumerationBeginsAnew()
    {
        IAsyncEnumerable<int> items = IkcStream.Of([1, 2, 3]);
        Assert.Equal([1, 2, 3], await StreamPair.ListAsync(items));
        Assert.Equal([1, 2, 3], await StreamPair.ListAsync(items));
    }

    private static IAsyncEnumerable<int> Source(IEnumerable<int> items, bool fromChannel)
    {
        if (!fromChannel)
            return IkcStream.Of(items);
        Channel<int> channel = Channel.CreateUnbounded<int>();
        Exception? failure = null;
        try
        {
            foreach (int item in items)
                Assert.True(channel.Writer.TryWrite(item));
        }
        catch (InvalidOperationException e)
        {
            failure = e;
        }

        channel.Writer.Complete(failure);
        return IkcStream.Of(channel.Reader);
    }

    private static IEnumerable<int> FailingAfter(int count)
    {
        for (int i = 0; i < count; i++)
            yield return i;
        throw new InvalidOperationException("no more");
    }

    private sealed class Endless
    {
        private long _taken;
        private int _disposed;

        public long Taken => Volatile.Read(ref _taken);

        public int Disposed => Volatile.Read(ref _disposed);

        public IEnumerable<int> Items()
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    Volatile.Write(ref _taken, i + 1);
                    yield return i;
                }
            }
            finally
            {
                Volatile.Write(ref _disposed, 1);
            }
        }
    }
}
