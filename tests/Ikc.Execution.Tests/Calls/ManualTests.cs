// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Calls;

/// <summary>Nodes without a thread: everything happens in Poll.</summary>
public sealed class ManualTests
{
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task BothSidesPolled()
    {
        using var domain = new TestDomain();
        await using IkcNode server = domain.Open(0, IkcPumpMode.Manual);
        await using IkcService service = server.Serve<ILife>(new LifeService(server));
        using var serving = new Poller(server);
        await using IkcNode caller = domain.Open(1, IkcPumpMode.Manual);
        ILife life = Poll(caller, caller.ConnectAsync<ILife>());
        for (int i = 0; i < 2_000; i++)
            Assert.Equal(i + 1, life.Add(i, 1));
        Task<int>[] many = [.. Enumerable.Range(0, 500).Select(i => life.AddAsync(i, 1).AsTask())];
        Assert.Equal(Enumerable.Range(1, 500), Poll(caller, Task.WhenAll(many)));
        using IkcLease<byte> lease = life.Fill(1 << 20, 5);
        Assert.Equal(1 << 20, lease.Span.Count((byte)5));
        IkcException late = Assert.Throws<IkcException>(
            () => { Poll(caller, life.With(deadline: s_wait).WaitForCancelAsync().AsTask().ContinueWith(t => { t.GetAwaiter().GetResult(); return 0; }, TaskScheduler.Default)); });
        Assert.Equal(IkcStatus.DeadlineExceeded, late.Status);
    }

    [Fact]
    public async Task APollingThreadIsCalledBackWhileItWaits()
    {
        using var domain = new TestDomain();
        using PeerProcess b = PeerProcess.Start(domain, 2, "serve", "b");
        await using IkcNode node = domain.Open(1, IkcPumpMode.Manual);
        await using IkcService a = node.Serve<ILife>(new Preconnected(node), new IkcServeOptions { Name = "a" });
        ILife toB = Poll(node, node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "b" }));
        Preconnected.Other = toB;
        Assert.Equal(8, toB.Bounce("a", 8));
    }

    [Theory]
    [InlineData(IkcWaitPolicy.Spin)]
    [InlineData(IkcWaitPolicy.Adaptive)]
    [InlineData(IkcWaitPolicy.Park)]
    public async Task ANodeThatOnlyItsCallerPollsServesItself(IkcWaitPolicy policy)
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open(1, IkcPumpMode.Manual);
        await using IkcService service = node.Serve<ILife>(new LifeService(node));
        ILife life = Poll(node, node.ConnectAsync<ILife>(new IkcConnectOptions { WaitPolicy = policy }));
        for (int i = 0; i < 100; i++)
            Assert.Equal(i + 1, life.With(deadline: s_patience).Add(i, 1));
    }

    [Theory]
    [InlineData(IkcPumpMode.Own)]
    [InlineData(IkcPumpMode.Manual)]
    public async Task PollingAnotherNodeInsideAMethodLeavesTheMethodsOwn(IkcPumpMode mode)
    {
        using var domain = new TestDomain();
        await using IkcNode other = domain.Open(2, IkcPumpMode.Manual);
        await using IkcService a = other.Serve<ILife>(new LifeService(other), new IkcServeOptions { Name = "a" });
        ILife toA = Poll(other, other.ConnectAsync<ILife>(new IkcConnectOptions { Name = "a" }));
        await using IkcNode node = domain.Open(1, mode);
        var nested = new CallsBoth(node) { Other = toA };
        await using IkcService b = node.Serve<ILife>(nested, new IkcServeOptions { Name = "b" });
        Task<ILife> connecting = node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "b" });
        nested.Itself = mode == IkcPumpMode.Manual ? Poll(node, connecting) : await connecting;
        Assert.Equal(2, nested.Itself.With(deadline: s_patience).Bounce("", 2));
    }

    [Fact]
    public async Task OnlyAManualNodeIsPolled()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open();
        Assert.Throws<InvalidOperationException>(() => node.Poll());
    }

    private static T Poll<T>(IkcNode node, Task<T> task)
    {
        while (!task.IsCompleted)
            node.Poll(wait: s_wait);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>ILife of which only Bounce is used, with its partner known beforehand.</summary>
    private sealed class Preconnected(IkcNode node) : LifeService(node)
    {
        public static ILife? Other { get; set; }

        public override int Bounce(string service, int depth) => depth == 0 ? 0 : 1 + Other!.Bounce("a", depth - 1);
    }

    /// <summary>Inside a method it calls another node's service first, by polling it, and then its own.</summary>
    private sealed class CallsBoth(IkcNode node) : LifeService(node)
    {
        public ILife? Other { get; init; }

        public ILife? Itself { get; set; }

        public override int Bounce(string service, int depth) =>
            depth == 0 ? 0 : Other!.Add(1, 0) + Itself!.With(deadline: s_patience).Bounce(service, depth - 1);
    }

    private sealed class Poller : IDisposable
    {
        private readonly TestThreads _thread;
        private volatile bool _stop;

        public Poller(IkcNode node)
        {
            _thread = TestThreads.Start(() =>
            {
                while (!_stop)
                    node.Poll(wait: s_wait);
            });
        }

        public void Dispose()
        {
            _stop = true;
            _thread.Join();
        }
    }
}
