// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

namespace Ikc.Execution.Documents;

[IkcContract("readme.exchange")]
public partial interface IExchange
{
    [IkcMethod(1)] int Buy(string symbol, int quantity, ITrader trader);

    [IkcMethod(2)] void Open(ITrader trader);

    [IkcMethod(3)] ValueTask CloseAsync(ITrader trader, CancellationToken token = default);
}

[IkcContract("readme.trader")]
public partial interface ITrader
{
    [IkcMethod(1)] bool Accept(string symbol, int price);

    [IkcMethod(2, OneWay = true)] void Filled(int quantity);
}

public sealed class Exchange : IExchange
{
    private readonly ConcurrentDictionary<ITrader, bool> _open = new();

    public int Buy(string symbol, int quantity, ITrader trader)
    {
        if (!trader.Accept(symbol, 3 * quantity)) // asks its caller, who waits for this very method
            return 0;
        foreach (ITrader one in _open.Keys)
            one.Filled(quantity);
        return quantity;
    }

    public void Open(ITrader trader)
    {
        _open[trader] = true;
        if (IkcChannel.TryOf(trader, out IkcChannel? channel))
            channel.Closed.ContinueWith(_ => _open.TryRemove(trader, out bool _), TaskScheduler.Default); // also when its node dies
    }

    public async ValueTask CloseAsync(ITrader trader, CancellationToken token = default)
    {
        if (IkcChannel.TryOf(trader, out IkcChannel? channel))
            await channel.DisposeAsync(); // gives it back
    }
}

public sealed class Trader(int limit) : ITrader
{
    public List<int> Fills { get; } = [];

    public bool Accept(string symbol, int price) => price <= limit;

    public void Filled(int quantity) => Fills.Add(quantity);
}

public static class Trading
{
    public static async Task<string> TradeAsync(IExchange exchange)
    {
        var trader = new Trader(limit: 30);
        exchange.Open(trader);
        int bought = exchange.Buy("IKC", 10, trader) + exchange.Buy("IKC", 11, trader);
        await exchange.CloseAsync(trader);
        return $"{bought}: {string.Join(", ", trader.Fills)}";
    }
}
