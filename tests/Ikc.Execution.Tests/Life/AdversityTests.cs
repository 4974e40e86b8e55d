// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Life;

/// <summary>
/// Bad company: too few cores, busy ones, collections in mid-call. Calls get slow; none is lost, none is said to be late that is not, and
/// nobody waits for ever.
/// </summary>
public sealed class AdversityTests
{
    private const int Calls = 30;
    private static readonly TimeSpan s_farAway = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData(IkcWaitPolicy.Spin)]
    [InlineData(IkcWaitPolicy.Adaptive)]
    [InlineData(IkcWaitPolicy.Park)]
    public async Task MoreWaitersThanCores(IkcWaitPolicy policy) =>
        await CallFromManyAsync(policy, callers: (2 * Environment.ProcessorCount) + 1);

    /// <summary>Each waits on the core that the other one needs; in a nest of calls all of them do.</summary>
    [Theory]
    [InlineData(IkcWaitPolicy.Spin)]
    [InlineData(IkcWaitPolicy.Adaptive)]
    [InlineData(IkcWaitPolicy.Park)]
    public async Task AllPumpsOnOneCore(IkcWaitPolicy policy)
    {
        const int Depth = 4;
        using var domain = new TestDomain();
        var options = new IkcNodeOptions { WaitPolicy = policy, Cpus = [0] };
        await using IkcNode a = domain.Open(options with { Instance = 0 });
        await using IkcNode b = domain.Open(options with { Instance = 1 });
        a.Serve<ILife>(new LifeService(a), new IkcServeOptions { Name = "a" });
        b.Serve<ILife>(new LifeService(b), new IkcServeOptions { Name = "b" });
        ILife toB = await a.ConnectAsync<ILife>(new IkcConnectOptions { Name = "b", WaitPolicy = policy });
        for (int i = 0; i < 3; i++)
            Assert.Equal(Depth, toB.With(deadline: s_farAway).Bounce("a", Depth));
    }

    [Theory]
    [InlineData(IkcWaitPolicy.Spin)]
    [InlineData(IkcWaitPolicy.Adaptive)]
    public async Task BesideBusyNeighbours(IkcWaitPolicy policy)
    {
        using var neighbours = new Neighbours(Environment.ProcessorCount, static _ => Thread.SpinWait(1000));
        await CallFromManyAsync(policy, callers: 2);
    }

    [Theory]
    [InlineData(IkcWaitPolicy.Spin)]
    [InlineData(IkcWaitPolicy.Adaptive)]
    public async Task CollectionsInMidCall(IkcWaitPolicy policy)
    {
        int before = GC.CollectionCount(2);
        using var collector = new Neighbours(1, static _ => GC.Collect());
        while (GC.CollectionCount(2) == before)
            await Task.Yield();
        await CallFromManyAsync(policy, callers: 2);
    }

    /// <summary>Each caller is a thread with a connection of its own, and makes synchronous, asynchronous and one-way calls.</summary>
    private static async Task CallFromManyAsync(IkcWaitPolicy policy, int callers)
    {
        using var domain = new TestDomain();
        await using IkcNode server = domain.Open(0, policy: policy);
        var service = new LifeService(server);
        server.Serve<ILife>(service);
        await using IkcNode node = domain.Open(1, policy: policy);
        var clients = new ILife[callers];
        for (int i = 0; i < callers; i++)
            clients[i] = await node.ConnectAsync<ILife>(new IkcConnectOptions { WaitPolicy = policy, Deadline = s_farAway });
        await Task.WhenAll(clients.Select(client => Task.Factory.StartNew(() => CallAsync(client), TaskCreationOptions.LongRunning).Unwrap()));
        int[] posted = clients[0].Posted();
        Assert.Equal(Enumerable.Range(0, Calls).SelectMany(i => Enumerable.Repeat(i, callers)), posted.Order());
    }

    private static async Task CallAsync(ILife client)
    {
        for (int i = 0; i < Calls; i++)
        {
            Assert.Equal(i + 1, client.With(deadline: s_farAway).Add(i, 1));
            client.Post(i);
        }

        _ = client.Posted(); // by the same thread, so behind the last that was told
        for (int i = 0; i < Calls; i++)
            Assert.Equal(i + 2, await client.With(deadline: s_farAway).AddAsync(i, 2));
    }

    /// <summary>Threads that do one thing over and over until they are disposed of.</summary>
    private sealed class Neighbours : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly TestThreads _threads;

        public Neighbours(int count, Action<CancellationToken> deed)
        {
            CancellationToken stop = _stop.Token;
            _threads = TestThreads.Start(count, _ =>
            {
                while (!stop.IsCancellationRequested)
                    deed(stop);
            });
        }

        public void Dispose()
        {
            _stop.Cancel();
            _threads.Join();
            _stop.Dispose();
        }
    }
}
