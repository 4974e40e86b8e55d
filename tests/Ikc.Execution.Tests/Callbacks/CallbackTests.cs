// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Callbacks;

/// <summary>A service of another process calls what its caller has lent it.</summary>
public sealed class CallbackTests
{
    private static readonly IkcConnectOptions s_patient = new() { Deadline = TestFabric.Patience };

    [Fact]
    public async Task ASynchronousCallIsCalledBackWhileItWaits()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-market");
        await using IkcNode node = domain.Open(1);
        IMarket market = await node.ConnectAsync<IMarket>(s_patient);
        var fills = new Fills(3);
        for (int i = 0; i < 1_000; i++)
            Assert.Equal(3 * i, market.Place(i, fills));
        Assert.Equal(2_000, fills.Calls);
    }

    [Fact]
    public async Task AnAsynchronousCallIsCalledBack()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-market");
        await using IkcNode node = domain.Open(1);
        IMarket market = await node.ConnectAsync<IMarket>(s_patient);
        Task<int>[] all = [.. Enumerable.Range(0, 200).Select(i => market.PlaceAsync(i, new Fills(i % 2)).AsTask())];
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i * (i % 2)), await Task.WhenAll(all));
    }

    [Fact]
    public async Task ACallbackIsKeptAndCalledLaterUntilItIsGivenBack()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-market");
        await using IkcNode node = domain.Open(1);
        IMarket market = await node.ConnectAsync<IMarket>(s_patient);
        var fills = new Fills(2);
        market.Subscribe(1, fills);
        Assert.Equal(10, await market.TellAsync(1, 5));
        Assert.Equal(14, await market.TellAsync(1, 7));
        Assert.Equal(50_000, market.Post(1, 50_000));
        await market.UnsubscribeAsync(1);
        Assert.Equal(8, market.Place(4, fills)); // the same object again, after it was given back
    }

    [Fact]
    public async Task StreamsFaultsAndPeersOfACallback()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-market");
        await using IkcNode node = domain.Open(1);
        IMarket market = await node.ConnectAsync<IMarket>(s_patient);
        Assert.Equal(499_500, await market.SumAsync(new Nested(market), 1_000));
        Assert.Equal(77, market.Rejected(new Fills(), 77));
        Assert.Equal((node.Self.Instance, node.Self.Epoch), market.WhoIs(new Fills()));
    }

    [Fact]
    public async Task TheSameObjectIsTheSameProxyAndNullIsNull()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-market");
        await using IkcNode node = domain.Open(1);
        IMarket market = await node.ConnectAsync<IMarket>(s_patient);
        var fills = new Fills();
        Assert.True(market.AreOne(fills, fills));
        Assert.False(market.AreOne(fills, new Fills()));
        market.Forget(null);
        Assert.Throws<ArgumentNullException>(() => market.Place(1, null!));
    }

    /// <summary>A proxy is an object like others: the service passes one client's callback to another client.</summary>
    [Fact]
    public async Task AServiceIntroducesOneClientToAnother()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-market");
        await using IkcNode one = domain.Open(1);
        await using IkcNode other = domain.Open(2);
        IMarket toOne = await one.ConnectAsync<IMarket>(s_patient);
        IMarket toOther = await other.ConnectAsync<IMarket>(s_patient);
        toOne.Subscribe(1, new Fills(9));
        Assert.Equal(45, toOther.Introduce(1, new Nested(toOther)));
    }

    [Fact]
    public async Task ManyClientsEachWithItsCallback()
    {
        const int Clients = 24;
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-market");
        await using IkcNode node = domain.Open(1);
        IMarket[] markets = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => node.ConnectAsync<IMarket>(s_patient)));
        int right = 0;
        TestThreads threads = TestThreads.Start(Clients, number =>
        {
            IMarket market = markets[number];
            var fills = new Fills(number);
            market.Subscribe(number, fills);
            for (int i = 0; i < 100; i++)
            {
                if (market.Place(i, fills) == i * number)
                    Interlocked.Increment(ref right);
            }
        });
        threads.Join();
        Assert.Equal(Clients * 100, right);
        for (int number = 0; number < Clients; number++)
            Assert.Equal(6 * number, await markets[0].TellAsync(number, 6));
    }

    [Fact]
    public async Task InterceptorsOfBothSidesSeeCallbacks()
    {
        using var domain = new TestDomain();
        var seen = new Seen();
        await using IkcNode server = domain.Open(new IkcNodeOptions { ClientInterceptors = [seen] });
        await using IkcService service = server.Serve<IMarket>(new MarketService());
        await using IkcNode caller = domain.Open(new IkcNodeOptions { Instance = 1, ServiceInterceptors = [seen] });
        IMarket market = await caller.ConnectAsync<IMarket>();
        Assert.Equal(7, market.Place(7, new Fills()));
        Assert.Equal(Enumerable.Repeat("test.market.fills Filled", 4), seen.Calls);
        Assert.Equal([caller.Self.Epoch, server.Self.Epoch, caller.Self.Epoch, server.Self.Epoch], seen.Peers);
    }

    private sealed class Seen : IkcInterceptor
    {
        public List<string> Calls { get; } = [];

        public List<ulong> Peers { get; } = [];

        public override object? Before(in IkcCallInfo call)
        {
            lock (Calls)
            {
                Calls.Add($"{call.Contract} {call.Method}");
                Peers.Add(call.Peer.Epoch);
            }

            return null;
        }
    }
}
