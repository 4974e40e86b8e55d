// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Calls;

/// <summary>Many callers of both kinds through one client, and what they may hold while they wait.</summary>
public sealed class ConcurrencyTests
{
    [Theory]
    [InlineData(IkcConcurrency.Inline, IkcWaitPolicy.Adaptive)]
    [InlineData(IkcConcurrency.PerChannel, IkcWaitPolicy.Adaptive)]
    [InlineData(IkcConcurrency.Inline, IkcWaitPolicy.Park)]
    [InlineData(IkcConcurrency.PerChannel, IkcWaitPolicy.Park)]
    public async Task ThreadsCallWhileOthersAwait(IkcConcurrency concurrency, IkcWaitPolicy policy)
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync(
            new IkcServeOptions { Concurrency = concurrency }, new IkcConnectOptions { WaitPolicy = policy });
        int wrong = 0;
        TestThreads threads = TestThreads.Start(12, t =>
        {
            for (int i = 0; i < 2_000; i++)
            {
                if (pair.Client.Add(i, t) != i + t)
                    Interlocked.Increment(ref wrong);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 32).Select(t => Task.Run(async () =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                if (await pair.Client.AddAsync(i, t) != i + t)
                    Interlocked.Increment(ref wrong);
            }
        })));
        threads.Join();
        Assert.Equal(0, wrong);
    }

    [Theory]
    [InlineData(IkcWaitPolicy.Adaptive)]
    [InlineData(IkcWaitPolicy.Park)]
    public async Task MoreThreadsThanLanesShareThem(IkcWaitPolicy policy)
    {
        using var domain = new TestDomain();
        await using IkcNode server = domain.Open();
        await using IkcService service = server.Serve<ILife>(new Services.LifeService(server));
        await using IkcNode caller = domain.Open(new IkcNodeOptions { Instance = 1, LanesMax = 2 });
        ILife life = await caller.ConnectAsync<ILife>(new IkcConnectOptions { WaitPolicy = policy });
        int wrong = 0;
        TestThreads threads = TestThreads.Start(16, t =>
        {
            for (int i = 0; i < 200; i++)
            {
                if (life.Add(i, t) != i + t)
                    Interlocked.Increment(ref wrong);
            }
        });
        threads.Join();
        Assert.Equal(0, wrong);
    }

    [Fact]
    public async Task ALaneOfAThreadThatHasEndedIsTakenOver()
    {
        using var domain = new TestDomain();
        await using IkcNode server = domain.Open();
        await using IkcService service = server.Serve<ILife>(new Services.LifeService(server));
        await using IkcNode caller = domain.Open(new IkcNodeOptions { Instance = 1, LanesMax = 1 });
        ILife life = await caller.ConnectAsync<ILife>();
        var sums = new List<int>();
        for (int i = 0; i < 50; i++)
        {
            TestThreads.Start(() => sums.Add(life.Add(i, 1))).Join();
        }

        Assert.Equal(Enumerable.Range(1, 50), sums);
    }

    [Fact]
    public async Task ALockHeldAroundASynchronousCallDoesNotStopAsynchronousReplies()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        object theLock = new();
        int done = 0;
        Task[] awaiting = [.. Enumerable.Range(0, 8).Select(async t =>
        {
            for (int i = 0; i < 300; i++)
            {
                _ = await pair.Client.AddAsync(i, t).ConfigureAwait(false);
                lock (theLock) // on the pump, or wherever the reply is completed
                    done++;
            }
        })];
        for (int i = 0; i < 300; i++)
        {
            lock (theLock)
                Assert.Equal(i + 1, pair.Client.Add(i, 1));
        }

        await Task.WhenAll(awaiting);
        Assert.Equal(8 * 300, done);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(24)]
    public async Task SynchronousCallsThatCallBack(int depth)
    {
        using var domain = new TestDomain();
        using PeerProcess b = PeerProcess.Start(domain, 2, "serve", "b");
        await using IkcNode node = domain.Open(1);
        await using IkcService a = node.Serve<ILife>(new Services.LifeService(node), new IkcServeOptions { Name = "a" });
        ILife toB = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "b" });
        Assert.Equal(depth, toB.Bounce("a", depth));
        Assert.Equal(depth, toB.Bounce("a", depth));
    }

    [Fact]
    public async Task MoreCallsThanCreditsAndMoreBytesThanRoomWaitTheirTurn()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        Task<int>[] small = [.. Enumerable.Range(0, 3_000).Select(i => pair.Client.AddAsync(i, 1).AsTask())];
        Assert.Equal(Enumerable.Range(1, 3_000), await Task.WhenAll(small));
    }

    [Fact]
    public async Task AServiceWithoutAFreeBulkSlotAnswersRingFullAndGoesOn()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        const int Length = 100_000;
        Task<string>[] many = [.. Enumerable.Range(0, 200).Select(_ => pair.Client.TextAsync(Length).AsTask())];
        int right = 0;
        foreach (Task<string> one in many)
        {
            try
            {
                Assert.Equal(Length, (await one).Length);
                right++;
            }
            catch (IkcException e)
            {
                Assert.Equal(IkcStatus.RingFull, e.Status);
            }
        }

        Assert.True(right > 0);
        Assert.Equal(Length, (await pair.Client.TextAsync(Length)).Length);
    }
}
