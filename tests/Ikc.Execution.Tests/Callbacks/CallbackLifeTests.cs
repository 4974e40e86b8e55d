// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Callbacks;

/// <summary>A callback ends with what it was lent over, whoever dies, and its caller hears why.</summary>
public sealed class CallbackLifeTests
{
    private static readonly IkcConnectOptions s_patient = new() { Deadline = TestFabric.Patience };

    [Fact]
    public async Task TheClientIsKilledWhileItIsCalledBack()
    {
        using var domain = new TestDomain();
        await using IkcNode server = domain.Open(0);
        await using IkcService service = server.Serve<IMarket>(new MarketService(), new IkcServeOptions { Concurrency = IkcConcurrency.PerChannel });
        await using IkcNode other = domain.Open(1);
        IMarket market = await other.ConnectAsync<IMarket>();
        for (int round = 0; round < TestFabric.Rounds(10); round++)
        {
            using PeerProcess victim = PeerProcess.Start(domain, 2, "lend", "hold");
            ValueTask<(IkcStatus, CallFate)> calling = market.TryAsync(1);
            Assert.Equal("inside", victim.ReadLine());
            victim.Kill();
            Assert.Equal((IkcStatus.PeerDied, CallFate.MaybeExecuted), await calling);
            Assert.Equal((IkcStatus.PeerDied, CallFate.NotSent), await market.TryAsync(1));
            Assert.Equal(round, market.Place(round, new Fills()));
        }
    }

    /// <summary>A callback that was never called has no channel of its own, and ends all the same.</summary>
    [Fact]
    public async Task TheClientIsKilledBeforeItIsCalledBack()
    {
        using var domain = new TestDomain();
        await using IkcNode server = domain.Open(0);
        await using IkcService service = server.Serve<IMarket>(new MarketService());
        await using IkcNode other = domain.Open(1);
        IMarket market = await other.ConnectAsync<IMarket>();
        using (PeerProcess victim = PeerProcess.Start(domain, 2, "lend", "idle"))
            victim.Kill();
        while (service.Connections > 1)
            await Task.Delay(5);
        Assert.Equal((IkcStatus.PeerDied, CallFate.NotSent), await market.TryAsync(1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TheClientClosesItsChannel(bool wasCalled)
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-market");
        await using IkcNode node = domain.Open(1);
        IMarket lender = await node.ConnectAsync<IMarket>(s_patient);
        IMarket other = await node.ConnectAsync<IMarket>(s_patient);
        lender.Subscribe(1, new Fills());
        if (wasCalled)
            Assert.Equal(default, await other.TryAsync(1));
        await IkcChannel.Of(lender).DisposeAsync();
        (IkcStatus Status, CallFate Fate) end;
        while ((end = await other.TryAsync(1)).Status == IkcStatus.Ok)
            await Task.Yield(); // the service has yet to read the close
        Assert.Equal(IkcStatus.PeerDied, end.Status);
        Assert.Equal((IkcStatus.PeerDied, CallFate.NotSent), await other.TryAsync(1));
        Assert.Equal(IkcStatus.Closed, Assert.Throws<IkcException>(() => lender.Place(1, new Fills())).Status);
        Assert.Equal(4, other.Place(4, new Fills()));
    }

    [Fact]
    public async Task TheServiceIsKilledWhileItsCallerIsInsideTheCallback()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open(1);
        for (int round = 0; round < TestFabric.Rounds(10); round++)
        {
            using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-market");
            IMarket market = await node.ConnectAsync<IMarket>(s_patient);
            using var gate = new SemaphoreSlim(0);
            var fills = new Fills { Gate = gate };
            Task<int> placing = Task.Factory.StartNew(() => market.Place(2, fills), TaskCreationOptions.LongRunning);
            await fills.Entered.WaitAsync();
            peer.Kill();
            IkcException died = await Assert.ThrowsAsync<IkcException>(() => placing);
            Assert.Equal((IkcStatus.PeerDied, CallFate.MaybeExecuted), (died.Status, died.Fate));
            gate.Release(); // its answer is for nobody
            Assert.Equal(CallFate.NotSent, Assert.Throws<IkcException>(() => market.Place(1, fills)).Fate);
        }

        using PeerProcess next = PeerProcess.Start(domain, 0, "serve-market");
        Assert.Equal(6, (await node.ConnectAsync<IMarket>(s_patient)).Place(6, new Fills()));
    }

    [Fact]
    public async Task TheServiceIsToldWhenItsCallbackEnds()
    {
        var keeper = new Keeper();
        await using Pair<IMarket> pair = await Pair<IMarket>.OpenAsync(keeper);
        pair.Client.Subscribe(1, new Fills());
        IkcChannel channel = IkcChannel.Of(keeper.Kept!);
        Assert.True(channel.IsOpen);
        Assert.Equal(default, channel.Counters); // nothing was dialled yet
        Assert.True(channel.Supports(1));
        Assert.False(channel.Closed.IsCompleted);
        await IkcChannel.Of(pair.Client).DisposeAsync();
        await channel.Closed;
        Assert.Equal((false, IkcStatus.PeerDied), (channel.IsOpen, channel.CloseStatus));
    }

    private sealed class Keeper : MarketService
    {
        public IFills? Kept { get; private set; }

        public override void Subscribe(int number, IFills fills) => Kept = fills;
    }
}
