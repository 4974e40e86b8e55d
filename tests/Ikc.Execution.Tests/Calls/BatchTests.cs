// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Calls;

/// <summary>One-way calls in a row: all arrive, in order, and a sleeper is woken for many together.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task AllArriveInOrder()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        IkcChannel channel = IkcChannel.Of(pair.Client);
        for (int round = 0; round < 10; round++)
        {
            using IkcBatch batch = channel.Batch();
            for (int i = 0; i < 2_000; i++)
                pair.Client.Post((round * 2_000) + i);
        }

        Assert.Equal(Enumerable.Range(0, 20_000), pair.Client.Posted());
    }

    [Fact]
    public async Task CallsInBetweenComeInTheirOrder()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        await using Pair<ILife> other = await LifePair.OpenAsync(new IkcServeOptions { Name = "other" }, new IkcConnectOptions { Name = "other" });
        Mix(pair.Client, other.Client);
        Assert.Equal(7, await pair.Client.AddAsync(3, 4));
        Assert.Equal(Enumerable.Range(0, 100), pair.Client.Posted());
        Assert.Equal(Enumerable.Range(0, 100), other.Client.Posted());

        static void Mix(ILife one, ILife two)
        {
            using IkcBatch batch = IkcChannel.Of(one).Batch();
            using IkcBatch inner = IkcChannel.Of(one).Batch();
            using IkcBatch second = IkcChannel.Of(two).Batch();
            for (int i = 0; i < 100; i++)
            {
                one.Post(i);
                two.Post(i);
                if (i % 10 == 9)
                    Assert.Equal((i + 1, i + 1), (one.Posted().Length, two.Posted().Length));
                if (i == 50)
                    inner.Dispose();
            }
        }
    }

    [Fact]
    public async Task ASleeperIsWokenForManyTogether()
    {
        const int Calls = 1_000;
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-by", "Park", "life");
        await using IkcNode node = domain.Open(1);
        ILife life = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", WaitPolicy = IkcWaitPolicy.Park, Deadline = TestFabric.Patience });
        ILife watcher = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", Deadline = TestFabric.Patience });
        Assert.Equal(3, life.Add(1, 2));
        IkcChannel channel = IkcChannel.Of(life);
        long before = channel.Counters.DoorbellsRung;
        PostAll(life, Calls);
        Assert.True(SpinWait.SpinUntil(() => watcher.Posted().Length == Calls, TestFabric.Patience));
        Assert.InRange(channel.Counters.DoorbellsRung - before, 0, (Calls / 64) + 1);

        PostAndFlush(life, watcher, Calls);

        static void PostAll(ILife life, int count)
        {
            using IkcBatch batch = IkcChannel.Of(life).Batch();
            for (int i = 0; i < count; i++)
                life.Post(i);
        }

        static void PostAndFlush(ILife life, ILife watcher, int before)
        {
            using IkcBatch batch = IkcChannel.Of(life).Batch();
            for (int i = 1; i <= 5; i++)
            {
                life.Post(i);
                batch.Flush();
                Assert.True(SpinWait.SpinUntil(() => watcher.Posted().Length == before + i, TestFabric.Patience));
            }
        }
    }

    [Fact]
    public async Task OneThatDoesNotFitTheRingDoesNotWaitForEver()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-bulk");
        await using IkcNode node = domain.Open(1);
        IBulk bulk = await node.ConnectAsync<IBulk>(new IkcConnectOptions { WaitPolicy = IkcWaitPolicy.Park, Deadline = TestFabric.Patience });
        Post(bulk, new long[250], 2_000); // ten rings' worth
        Post(bulk, new long[10_000], 200); // more slots than there are
        Assert.Equal((0, 10_000, 2_200), bulk.Last());

        static void Post(IBulk bulk, long[] block, int count)
        {
            using IkcBatch batch = IkcChannel.Of(bulk).Batch();
            for (int i = 0; i < count; i++)
                bulk.Post(block);
        }
    }

    [Fact]
    public async Task ACallThatGivesUpTakesItsLaneAlong()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync(new IkcServeOptions { Concurrency = IkcConcurrency.PerChannel });
        ILife life = pair.Client;
        Run(life);
        Assert.Equal(3, life.Add(1, 2));
        Assert.Equal([1, 2, 3], life.Posted().Order());

        static void Run(ILife life)
        {
            using IkcBatch batch = IkcChannel.Of(life).Batch();
            life.Post(1);
            Assert.Equal(IkcStatus.DeadlineExceeded, Assert.Throws<IkcException>(() => life.With(TimeSpan.FromMilliseconds(20)).Block(200)).Status);
            life.Post(2);
            Assert.Equal(3, life.Add(1, 2)); // so that the next one comes after it
            life.Post(3);
        }
    }

    [Fact]
    public async Task ADeadPeerEndsIt()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open(1);
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve", "life");
        ILife life = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", Deadline = TestFabric.Patience });
        Run(life, peer);
        Assert.Equal(IkcStatus.PeerDied, Assert.Throws<IkcException>(() => { IkcChannel.Of(life).Batch(); }).Status);

        static void Run(ILife life, PeerProcess peer)
        {
            using IkcBatch batch = IkcChannel.Of(life).Batch();
            life.Post(1);
            peer.Kill();
            Assert.Equal(IkcStatus.PeerDied, Assert.Throws<IkcException>(PostForEver).Status);

            void PostForEver()
            {
                while (true)
                    life.Post(2);
            }
        }
    }
}
