// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Streams;

/// <summary>Results that are streams.</summary>
public sealed class ServerStreamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(200_000)]
    public async Task ItemsComeInOrderAndAllOfThem(int count)
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        int next = 7;
        await foreach (int item in pair.Client.Count(7, count))
            Assert.Equal(next++, item);
        Assert.Equal(7 + count, next);
        await StreamPair.UntilAsync(() => pair.Client.Ended() == 1);
    }

    /// <summary>The caller may read a reply and use its slot again before the service's thread that wrote the reply has gone on.</summary>
    [Fact]
    public async Task OneCallAfterTheOther()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        for (int i = 0; i < 500; i++)
        {
            Assert.Equal(10, (await StreamPair.ListAsync(pair.Client.Endless(), 10)).Count);
            await Assert.ThrowsAsync<IkcException>(() => StreamPair.ListAsync(pair.Client.FailAfter(2)));
            Assert.Equal(45, await pair.Client.SumAsync(Enumerable.Range(0, 10).ToAsyncEnumerable()));
        }
    }

    [Fact]
    public async Task StructsTextsAndMessages()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        long number = 0;
        await foreach (Tick tick in pair.Client.Ticks(50_000))
            Assert.True(tick.IsSound(number++));
        Assert.Equal(50_000, number);
        List<string?> texts = await StreamPair.ListAsync(pair.Client.Texts(2_000, 300));
        Assert.Equal(2_000, texts.Count);
        Assert.All(texts.Index(), t => Assert.Equal(t.Index % 7 == 6 ? null : t.Index.ToString().PadRight(300, 'ä'), t.Item));
    }

    [Fact]
    public async Task EachEnumerationIsACall()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        IAsyncEnumerable<int> numbers = pair.Client.Count(1, 3);
        Assert.Equal([1, 2, 3], await StreamPair.ListAsync(numbers));
        Assert.Equal([1, 2, 3], await StreamPair.ListAsync(numbers));
        await StreamPair.UntilAsync(() => pair.Client.Ended() == 2);
    }

    [Fact]
    public async Task ItemsThatDoNotFitIntoTheRing()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        byte[] content = new byte[3_000_000];
        new Random(1).NextBytes(content);
        int count = 0;
        await foreach (byte[] item in pair.Client.Repeat(content, 60))
        {
            Assert.Equal(content, item);
            count++;
        }

        Assert.Equal(60, count);
    }

    [Fact]
    public async Task WhatTheServiceThrowsComesAfterTheItems()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        List<int> items = [];
        IkcException failure = await Assert.ThrowsAsync<IkcException>(async () =>
        {
            await foreach (int item in pair.Client.FailAfter(20_000))
                items.Add(item);
        });
        Assert.Equal((IkcStatus.Faulted, CallFate.Executed), (failure.Status, failure.Fate));
        Assert.Contains("no more", failure.Message);
        Assert.Equal(Enumerable.Range(0, 20_000), items);
        failure = await Assert.ThrowsAsync<IkcException>(() => StreamPair.ListAsync(pair.Client.Refuse()));
        Assert.Contains("refused", failure.Message);
    }

    [Fact]
    public async Task ASlowReaderStopsTheWriter()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        await using IAsyncEnumerator<int> items = pair.Client.Endless().GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        long before = -1;
        for (int quiet = 0; quiet < 20; quiet++)
        {
            await Task.Delay(1);
            long now = pair.Client.Produced();
            quiet = now == before ? quiet : 0;
            before = now;
        }

        Assert.InRange(before, 1, 4 * 65536 / sizeof(int)); // two credits, a batch, and what was read
        for (int i = 1; i < 300_000; i++)
        {
            Assert.True(await items.MoveNextAsync());
            Assert.Equal(i, items.Current);
        }

        Assert.InRange(pair.Client.Produced(), 300_000, 300_000 + (4 * 65536 / sizeof(int)));
    }

    [Fact]
    public async Task WhoLeavesEarlyFreesTheService()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        for (int round = 1; round <= 50; round++)
        {
            Assert.Equal([0, 1, 2], await StreamPair.ListAsync(pair.Client.Endless(), 3));
            await StreamPair.UntilAsync(() => pair.Client.Ended() == round);
        }
    }

    [Fact]
    public async Task ATokenCancelsAtOnceAndFiresTheServices()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        await using IAsyncEnumerator<int> items = pair.Client.WaitAfter(2, cancellation.Token).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        Assert.True(await items.MoveNextAsync());
        ValueTask<bool> waiting = items.MoveNextAsync();
        Assert.False(waiting.IsCompleted);
        cancellation.Cancel();
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        await StreamPair.UntilAsync(() => pair.Client.Ended() == 1);

        using var second = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int item in pair.Client.WaitAfter(1).WithCancellation(second.Token))
                second.Cancel();
        });
        await StreamPair.UntilAsync(() => pair.Client.Ended() == 2);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StreamPair.ListAsync(pair.Client.WaitAfter(1, second.Token)));
    }

    [Fact]
    public async Task ADeadlineIsForTheWholeStream()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        IkcException late = await Assert.ThrowsAsync<IkcException>(
            () => StreamPair.ListAsync(pair.Client.With(deadline: TimeSpan.FromMilliseconds(40)).WaitAfter(10)));
        Assert.Equal((IkcStatus.DeadlineExceeded, CallFate.MaybeExecuted), (late.Status, late.Fate));
        await StreamPair.UntilAsync(() => pair.Client.Ended() == 1);
        Assert.Equal(10, (await StreamPair.ListAsync(pair.Client.With(deadline: TimeSpan.FromMinutes(5)).Count(0, 10))).Count);
    }

    [Fact]
    public async Task TheServiceIsToldWhoCalls()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        Assert.Equal([pair.Caller.Self.Epoch], await StreamPair.ListAsync(pair.Client.Caller()));
    }

    [Theory]
    [InlineData(IkcConcurrency.Inline)]
    [InlineData(IkcConcurrency.PerChannel)]
    public async Task ThousandsOfStreamsAndCallsBesideThem(IkcConcurrency concurrency)
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync(new IkcServeOptions { Concurrency = concurrency });
        Task<List<int>>[] streams = [.. Enumerable.Range(0, 3_000).Select(i => StreamPair.ListAsync(pair.Client.Count(i, 500)))];
        Task<List<int>> stuck = StreamPair.ListAsync(pair.Client.WaitAfter(3));
        for (int i = 0; i < 200; i++)
            Assert.Equal(i + 1, await pair.Client.AddAsync(i, 1));
        List<int>[] all = await Task.WhenAll(streams);
        Assert.All(all.Index(), s => Assert.Equal(Enumerable.Range(s.Index, 500), s.Item));
        Assert.False(stuck.IsCompleted);
    }

    [Fact]
    public async Task MoreStreamsThanThereMayBe()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        Task[] open = [.. Enumerable.Range(0, 4096).Select(_ => StreamPair.ListAsync(pair.Client.WaitAfter(0, cancellation.Token)))];
        IkcException refused = await Assert.ThrowsAsync<IkcException>(() => StreamPair.ListAsync(pair.Client.Count(0, 1)));
        Assert.Equal((IkcStatus.LimitReached, CallFate.NotSent), (refused.Status, refused.Fate));
        cancellation.Cancel();
        await Task.WhenAll(open).ContinueWith(static _ => { }, TaskScheduler.Default);
        await StreamPair.UntilAsync(() => pair.Client.Ended() == 4096);
        Assert.Equal(5, (await StreamPair.ListAsync(pair.Client.Count(0, 5))).Count);
    }
}
