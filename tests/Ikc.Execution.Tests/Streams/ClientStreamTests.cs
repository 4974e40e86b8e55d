// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Execution.Streams;

/// <summary>Parameters that are streams, and both at once.</summary>
public sealed class ClientStreamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task ItemsComeInOrderAndAllOfThem(int count)
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        var source = new Source();
        Assert.Equal((long)count * (count - 1) / 2, await pair.Client.SumAsync(source.Numbers(count)));
        Assert.Equal(1, source.Ended);
    }

    [Fact]
    public async Task BothWaysAtOnce()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        var source = new Source();
        long next = 0;
        await foreach (long item in pair.Client.Scale(source.Numbers(100_000), 3))
            Assert.Equal(3 * next++, item);
        Assert.Equal(100_000, next);
        await StreamPair.UntilAsync(() => source.Ended == 1);
    }

    [Fact]
    public async Task AnItemGoesBackAndForth()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        var channel = System.Threading.Channels.Channel.CreateUnbounded<int>();
        await using IAsyncEnumerator<long> answers = pair.Client.Scale(channel.Reader.ReadAllAsync(), 2).GetAsyncEnumerator();
        for (int i = 0; i < 1_000; i++)
        {
            channel.Writer.TryWrite(i);
            Assert.True(await answers.MoveNextAsync());
            Assert.Equal(2L * i, answers.Current);
        }

        channel.Writer.Complete();
        Assert.False(await answers.MoveNextAsync());
    }

    [Fact]
    public async Task TwoStreamsAndAStreamOfMessages()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        List<Named> all = await StreamPair.ListAsync(pair.Client.Zip(new Source().Numbers(5_000), new Source().Names(5_000)));
        Assert.Equal(5_000, all.Count);
        Assert.All(all.Index(), n => Assert.Equal(new Named { Number = n.Index, Text = "n" + n.Index }, n.Item));
    }

    [Fact]
    public async Task LargeItemsAndALargeResult()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        byte[][] parts = [.. Enumerable.Range(0, 20).Select(i => new byte[(i * 100_003) + 1])];
        foreach (byte[] part in parts)
            new Random(part.Length).NextBytes(part);
        Assert.Equal(parts.SelectMany(static p => p).ToArray(), await pair.Client.JoinAsync(parts.ToAsyncEnumerable()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50_000)]
    public async Task AServiceThatDoesNotReadAllStopsTheSource(int taken)
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        var source = new Source();
        await pair.Client.TakeAsync(source.Numbers(int.MaxValue), taken);
        await StreamPair.UntilAsync(() => source.Ended == 1);
        Assert.InRange(source.Produced, taken, taken + 100_000);
    }

    [Fact]
    public async Task WhoLeavesABothWayStreamStopsBoth()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        for (int round = 1; round <= 20; round++)
        {
            var source = new Source();
            Assert.Equal([0L, 5L], await StreamPair.ListAsync(pair.Client.Scale(source.Numbers(int.MaxValue), 5), 2));
            await StreamPair.UntilAsync(() => source.Ended == 1 && pair.Client.Ended() == round);
        }
    }

    [Fact]
    public async Task AWaitingSourceIsToldToStop()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        var source = new Source();
        await pair.Client.TakeAsync(source.WaitAfter(3), 3);
        await StreamPair.UntilAsync(() => source.Ended == 1);
    }

    [Fact]
    public async Task ASourceThatThrowsIsAFailureAtTheServiceAlone()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        Assert.Equal("10 Faulted", await pair.Client.EndOfAsync(new Source().FailAfter(10)));
        IkcException failure = await Assert.ThrowsAsync<IkcException>(async () => await pair.Client.SumAsync(new Source().FailAfter(10)));
        Assert.Equal(IkcStatus.Faulted, failure.Status);
        Assert.DoesNotContain("secret", failure.ToString());
    }

    [Fact]
    public async Task CancellationAndDeadline()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var source = new Source();
        ValueTask<long> sum = pair.Client.SumAsync(source.WaitAfter(3), cancellation.Token);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await sum);
        await StreamPair.UntilAsync(() => source.Ended == 1);
        var slow = new Source();
        IkcException late = await Assert.ThrowsAsync<IkcException>(
            async () => await pair.Client.With(deadline: TimeSpan.FromMilliseconds(30)).SumAsync(slow.WaitAfter(3)));
        Assert.Equal(IkcStatus.DeadlineExceeded, late.Status);
        await StreamPair.UntilAsync(() => slow.Ended == 1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pair.Client.SumAsync(slow.Numbers(3), cancellation.Token));
    }

    [Fact]
    public async Task NullIsRefused()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await pair.Client.SumAsync(null!));
    }

    /// <summary>A caller's streams, and what became of them.</summary>
    private sealed class Source
    {
        private int _ended;
        private int _produced;

        public int Ended => Volatile.Read(ref _ended);

        public int Produced => Volatile.Read(ref _produced);

        public async IAsyncEnumerable<int> Numbers(int count)
        {
            try
            {
                for (int i = 0; i < count; i++)
                {
                    if (i % 1000 == 500)
                        await Task.Yield();
                    Interlocked.Increment(ref _produced);
                    yield return i;
                }
            }
            finally
            {
                Interlocked.Increment(ref _ended);
            }
        }

        public async IAsyncEnumerable<string> Names(int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (i % 10 == 5)
                    await Task.Yield();
                yield return "n" + i;
            }
        }

        public async IAsyncEnumerable<int> FailAfter(int count)
        {
            for (int i = 0; i < count; i++)
                yield return i;
            await Task.Yield();
            throw new InvalidOperationException("secret");
        }

        public async IAsyncEnumerable<int> WaitAfter(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
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
    }
}
