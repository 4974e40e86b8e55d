// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Ikc.Execution.Calls;

/// <summary>A doorbell is a system call here and an interrupt there: one for each sleep that it ends, and none for a reader that polls.</summary>
public sealed class DoorbellTests
{
    private const int Calls = 2_000;

    /// <summary>Doorbells that are of no call: one on its way when the counting begins; across kernels also news of other nodes.</summary>
    private static int Others => TestFabric.Launcher is null ? 1 : Calls / 20;

    [Fact]
    public async Task NoneWhileBothPoll()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-by", "Spin", "life");
        await using IkcNode node = domain.Open(1);
        ILife life = await ConnectAsync(node, IkcWaitPolicy.Spin);
        long before = RungBack(domain, life);
        IkcChannelCounters spent = Count(life);
        Assert.Equal((0, 0), (spent.DoorbellsRung, spent.Parks));
        Assert.InRange(RungBack(domain, life) - before, 0, Others);
    }

    /// <summary>
    /// Callers that pause, or lose their cores for a while, still find a service that polls, unless there are many of them: quiet channels
    /// cost those that are busy nothing, and are rung.
    /// </summary>
    [Theory]
    [InlineData(4, 0, 0)]
    [InlineData(16, 1, 16)]
    public async Task AfterAPause(int callers, int atLeast, int atMost)
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-by", "Spin", "life");
        await using IkcNode node = domain.Open(1);
        ILife life = await ConnectAsync(node, IkcWaitPolicy.Spin);
        using var leave = new ManualResetEventSlim();
        using var opened = new CountdownEvent(callers);
        TestThreads threads = TestThreads.Start(callers, _ =>
        {
            life.Add(1, 1); // opens a lane
            opened.Signal();
            leave.Wait();
            life.Add(1, 1);
        });
        opened.Wait();
        long before = IkcChannel.Of(life).Counters.DoorbellsRung;
        Thread.Sleep(200);
        leave.Set();
        threads.Join();
        Assert.InRange(IkcChannel.Of(life).Counters.DoorbellsRung - before, atLeast, atMost);
    }

    [Fact]
    public async Task AtMostOneForEachSleep()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-by", "Park", "life");
        await using IkcNode node = domain.Open(1);
        ILife life = await ConnectAsync(node, IkcWaitPolicy.Park);
        long before = RungBack(domain, life);
        IkcChannelCounters spent = Count(life);
        Assert.InRange(spent.DoorbellsRung, 1, Calls); // the service sleeps at most once before each call
        Assert.InRange(spent.Parks, 1, Calls);
        Assert.InRange(RungBack(domain, life) - before, 0, spent.Parks + Others);
    }

    /// <summary>Callers are woken for their own replies, also those of a node with more of them than it has bells.</summary>
    [Fact]
    public async Task NoneForSomebodyElse()
    {
        const int Callers = 80;
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-by", "Park", "life");
        await using IkcNode node = domain.Open(new IkcNodeOptions { Instance = 1, LanesMax = Callers });
        ILife life = await ConnectAsync(node, IkcWaitPolicy.Park);
        long before = 0;
        using var opened = new Barrier(Callers, _ => before = IkcChannel.Of(life).Counters.Parks);
        var turn = new Lock();
        long calls = 0;
        TestThreads threads = TestThreads.Start(Callers, _ =>
        {
            life.Add(1, 1); // opens a lane
            opened.SignalAndWait();
            for (int i = 0; i < 4; i++)
            {
                lock (turn)
                    life.Add((int)++calls, 1);
            }
        });
        threads.Join();
        Assert.InRange(IkcChannel.Of(life).Counters.Parks - before, 1, calls);
    }

    private static async Task<ILife> ConnectAsync(IkcNode node, IkcWaitPolicy policy)
    {
        ILife life = await node.ConnectAsync<ILife>(
            new IkcConnectOptions { Name = "life", WaitPolicy = policy, Deadline = TestFabric.Patience });
        _ = life.Add(1, 1); // opens the lane
        return life;
    }

    private static IkcChannelCounters Count(ILife life)
    {
        IkcChannelCounters before = IkcChannel.Of(life).Counters;
        for (int i = 0; i < Calls; i++)
            Assert.Equal(i + 1, life.Add(i, 1));
        IkcChannelCounters after = IkcChannel.Of(life).Counters;
        return after with { DoorbellsRung = after.DoorbellsRung - before.DoorbellsRung, Parks = after.Parks - before.Parks };
    }

    /// <summary>
    /// Doorbells that the service rang for the replies of lanes: its own count, which can be read on the same kernel only; from another
    /// kernel each of them is an interrupt at most, and those are counted here.
    /// </summary>
    private static long RungBack(TestDomain domain, ILife life)
    {
        if (TestFabric.Launcher is not null)
            return DoorbellInterrupts();
        ulong service = IkcChannel.Of(life).Peer.Node;
        IkcNodeStatistics statistics = Assert.Single(IkcStatistics.Read(domain.Path), node => node.Node == service);
        return statistics.Channels.Where(channel => channel.IsService).Sum(channel => channel.DoorbellsRung);
    }

    /// <summary>What all CPUs of this kernel have taken: the line "IKC: N N ... Inter-kernel doorbells".</summary>
    private static long DoorbellInterrupts()
    {
        string line = Assert.Single(File.ReadLines("/proc/interrupts"), line => line.TrimStart().StartsWith("IKC:", StringComparison.Ordinal));
        return line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Sum(word => long.TryParse(word, CultureInfo.InvariantCulture, out long count) ? count : 0);
    }
}
