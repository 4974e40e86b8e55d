// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Callbacks;

/// <summary>Client calls service calls callback calls service …: to the named depth, and not one deeper.</summary>
public sealed class NestingTests
{
    private static readonly IkcConnectOptions s_patient = new() { Deadline = TestFabric.Patience };

    /// <summary>At each depth one call waits in a service method, and one in a callback.</summary>
    [Fact]
    public async Task ToTheNamedDepth()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-market");
        await using IkcNode node = domain.Open(1);
        IMarket market = await node.ConnectAsync<IMarket>(s_patient);
        var nested = new Nested(market);
        for (int round = 0; round < 3; round++)
            Assert.Equal(IkcLimits.NestedCalls, market.Descend(IkcLimits.NestedCalls, nested));
        Assert.Null(nested.Failure);
    }

    /// <summary>The call that is one too deep fails where it is made, before anything of it is sent; all others go on.</summary>
    [Fact]
    public async Task OneBeyondIsATypedError()
    {
        var service = new MarketService();
        await using Pair<IMarket> pair = await Pair<IMarket>.OpenAsync(service);
        for (int round = 0; round < 3; round++)
        {
            var nested = new Nested(pair.Client);
            Assert.Equal(IkcLimits.NestedCalls, pair.Client.Descend(IkcLimits.NestedCalls + 1, nested)); // one less than asked for
            Assert.Equal((IkcStatus.LimitReached, CallFate.NotSent), (service.Failure!.Status, service.Failure.Fate));
            Assert.Equal(IkcStatus.Faulted, nested.Failure!.Status); // the service told nobody what it had met
        }

        Assert.Equal(IkcLimits.NestedCalls, pair.Client.Descend(IkcLimits.NestedCalls, new Nested(pair.Client)));
    }

    /// <summary>What counts are calls that wait: a thread whose method goes on after its nested call is waited for.</summary>
    [Fact]
    public async Task ThreadsThatDoNotWaitAnyMoreAreNoDepth()
    {
        using var domain = new TestDomain();
        await using IkcNode server = domain.Open();
        await using IkcService service = server.Serve<IMarket>(new Lingering(), new IkcServeOptions { IncludeExceptionMessages = true });
        await using IkcNode caller = domain.Open(new IkcNodeOptions { Instance = 1, LanesMax = 2 * IkcLimits.NestedCalls });
        IMarket market = await caller.ConnectAsync<IMarket>(s_patient);
        int right = 0;
        TestThreads threads = TestThreads.Start(2 * IkcLimits.NestedCalls, number =>
        {
            if (market.Place(number, new Fills()) == number)
                Interlocked.Increment(ref right);
        });
        threads.Join();
        Assert.Equal(2 * IkcLimits.NestedCalls, right);
    }

    /// <summary>All threads of a service dial their callbacks at once: what they wait for comes by the pump, for which none is left.</summary>
    [Fact]
    public async Task ThreadsThatAllDialAreAnswered()
    {
        const int Threads = IkcLimits.NestedCalls + 1;
        using var domain = new TestDomain();
        using var dialling = new CountdownEvent(Threads);
        await using IkcNode server = domain.Open();
        await using IkcService service = server.Serve<IMarket>(new Dialling(dialling));
        await using IkcNode caller = domain.Open(1, IkcPumpMode.Manual); // answers nobody until it polls
        var markets = new List<IMarket>();
        while (markets.Count <= Threads)
        {
            Task<IMarket> connecting = caller.ConnectAsync<IMarket>(s_patient); // each with a channel 0 of its own
            while (!connecting.IsCompleted)
                caller.Poll(wait: TimeSpan.FromMilliseconds(20));
            markets.Add(await connecting);
        }

        List<Task<int>> calls = [.. markets.Select((market, number) => market.PlaceAsync(number, new Fills()).AsTask())];
        Assert.True(dialling.Wait(TestFabric.Patience));
        Task<int[]> all = Task.WhenAll(calls);
        while (!all.IsCompleted)
            caller.Poll(wait: TimeSpan.FromMilliseconds(20));
        Assert.Equal(Enumerable.Range(0, markets.Count), await all);
    }

    /// <summary>A service with one thread, which polls while its method waits, first for the callback's channel, then for its answers.</summary>
    [Fact]
    public async Task AServiceThatPollsCallsBack()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-market-manual");
        await using IkcNode node = domain.Open(1);
        IMarket market = await node.ConnectAsync<IMarket>(s_patient);
        var nested = new Nested(market);
        for (int round = 0; round < 3; round++)
            Assert.Equal(IkcLimits.NestedCallsManual, market.Descend(IkcLimits.NestedCallsManual, nested));
        Assert.Null(nested.Failure);
        Assert.Equal(12, market.Place(12, new Fills()));
        Assert.Equal(12, await market.PlaceAsync(12, new Fills()));
        Assert.Equal(45, await market.SumAsync(nested, 10));
        Assert.Throws<IkcException>(() => market.Descend(IkcLimits.NestedCallsManual + 1, new Unforgiving(market)));
        Assert.Equal(12, market.Place(12, new Fills()));
    }

    /// <summary>A caller with one thread: what calls it back runs in the poll of the call that waits.</summary>
    [Fact]
    public Task ACallerThatPollsIsCalledBack() => PollAsync("serve-market", IkcStatus.LimitReached, CallFate.NotSent);

    [Fact]
    public Task BothPoll() => PollAsync("serve-market-manual", IkcStatus.Faulted, CallFate.Executed); // its service was the first to be too deep

    private static async Task PollAsync(string peerServes, IkcStatus status, CallFate fate)
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, peerServes);
        await using IkcNode node = domain.Open(1, IkcPumpMode.Manual);
        Task<IMarket> connecting = node.ConnectAsync<IMarket>(s_patient);
        while (!connecting.IsCompleted)
            node.Poll(wait: TimeSpan.FromMilliseconds(20));
        IMarket market = await connecting;
        Assert.Equal(12, market.Place(12, new Fills()));
        int channels = 0;
        for (int round = 0; round < 20; round++)
        {
            var nested = new Nested(market);
            Assert.Equal(IkcLimits.NestedCallsManual, market.Descend(IkcLimits.NestedCallsManual, nested));
            Assert.Null(nested.Failure);
            _ = market.Descend(IkcLimits.NestedCallsManual + 1, nested);
            Assert.Equal((status, fate), (nested.Failure!.Status, nested.Failure.Fate));
            int now = ChannelsOf(node);
            Assert.True(round == 0 || now == channels, $"{channels} lanes were not enough for the next round, which has {now}");
            channels = now;
        }
    }

    /// <summary>Lanes that the node has as a client, and its channels 0.</summary>
    private static int ChannelsOf(IkcNode node) =>
        IkcStatistics.Read(node.RuntimeDirectory!).Single(one => one.Epoch == node.Self.Epoch).Channels.Count(channel => !channel.IsService);

    /// <summary>A callback that lets failures through.</summary>
    private sealed class Unforgiving(IMarket market) : INested
    {
        public int Descend(int depth) => market.Descend(depth, this);

        public int Call(IFills fills, int quantity) => 0;

        public IAsyncEnumerable<int> CountAsync(int count, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>Calls back on the thread that is called.</summary>
    private sealed class Dialling(CountdownEvent dialling) : MarketService
    {
        public override ValueTask<int> PlaceAsync(int quantity, IFills fills, CancellationToken cancellationToken)
        {
            if (!dialling.IsSet)
                dialling.Signal();
            return new(fills.Filled(quantity));
        }
    }

    private sealed class Lingering : MarketService
    {
        public override int Place(int quantity, IFills fills)
        {
            int filled = base.Place(quantity, fills);
            Thread.Sleep(200);
            return filled;
        }
    }
}
