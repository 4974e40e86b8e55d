// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Documents;

/// <summary>What the README shows runs, and does what it says.</summary>
public sealed class DocumentTests
{
    [Fact]
    public async Task Streams()
    {
        await using Pair<ITicker> pair = await Pair<ITicker>.OpenAsync(new Ticker());
        Assert.Equal("12: 3 at 9, 4 at 12, 5 at 15", await Watcher.WatchAsync(pair.Client));
    }

    [Fact]
    public async Task Interceptors()
    {
        using var domain = new TestDomain();
        using var log = new StringWriter();
        await using IkcNode server = domain.Open(0);
        await using IkcService service = server.Serve<ILife>(new Services.LifeService(server));
        await using IkcNode caller = domain.Open(new IkcNodeOptions { ClientInterceptors = [new SlowCalls(TimeSpan.FromMilliseconds(50), log)] });
        (await caller.ConnectAsync<ILife>()).Block(60);
        Assert.Matches(@"^test\.life\.Block of instance 0: Ok after \d+ ms\n$", log.ToString());
    }

    [Fact]
    public async Task Callbacks()
    {
        await using Pair<IExchange> pair = await Pair<IExchange>.OpenAsync(new Exchange());
        Assert.Equal("10: 10", await Trading.TradeAsync(pair.Client));
        Assert.Equal("10: 10", await Trading.TradeAsync(new Exchange())); // the same without a channel between
    }

    [Fact]
    public async Task InPlace()
    {
        await using Pair<IFrames> pair = await Pair<IFrames>.OpenAsync(new Frames(640));
        Assert.Equal("921600: 3, 3", await Camera.FilmAsync(pair.Client));
        Assert.Equal("921600: 3, 3", await Camera.FilmAsync(new Frames(640)));
        IkcChannelCounters counters = IkcChannel.Of(pair.Client).Counters;
        Assert.InRange(counters.BulkBytesCopied, 1, 1000); // no frame among them
    }

    [Fact]
    public async Task Faults()
    {
        await using Pair<IOrders> pair = await Pair<IOrders>.OpenAsync(new Orders());
        Assert.Equal("order 4711", await Buyer.BuyAsync(pair.Client, "IKC", 99));
        Assert.Equal("at most 100", await Buyer.BuyAsync(pair.Client, "IKC", 101));
        Assert.Equal("XYZ is not traded here", await Buyer.BuyAsync(pair.Client, "XYZ", 1));
    }
}
