// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc;
using Pricing.Contract;

namespace Pricing.Exchange;

/// <summary>The service.</summary>
internal sealed class Market : IMarket
{
    private const int QuantityMax = 1000;
    private const int MinutesMax = 1_000_000;

    private readonly Dictionary<string, Instrument> _instruments = new()
    {
        ["IKC"] = new Instrument(seed: 1),
        ["RING"] = new Instrument(seed: 2),
        ["BELL"] = new Instrument(seed: 3),
    };

    public string[] Symbols() => [.. _instruments.Keys];

    public Tick Last(string symbol) => Find(symbol).Last();

    public async IAsyncEnumerable<Tick> Watch(string symbol, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Instrument instrument = Find(symbol);
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
            yield return instrument.Next();
        }
    }

    public async ValueTask<int> BuyAsync(Order order, IFills fills, CancellationToken cancellationToken = default)
    {
        Instrument instrument = Find(order.Symbol);
        if (order.Quantity is < 1 or > QuantityMax)
            throw new IkcFaultException<OverLimit>(new OverLimit { QuantityMax = QuantityMax });
        await using IkcChannel? lent = IkcChannel.TryOf(fills, out IkcChannel? channel) ? channel : null; // given back at the end
        await Task.Yield(); // other orders need not wait for this one's trader
        int left = order.Quantity;
        while (left > 0)
        {
            Fill fill = instrument.Sell(left);
            left = fill.Left;
            if (!fills.Filled(fill))
                break;
        }

        return order.Quantity - left;
    }

    public IkcLease<Candle> History(string symbol, int minutes)
    {
        Instrument instrument = Find(symbol);
        IkcLease<Candle> lease = IkcLease<Candle>.Rent(Math.Clamp(minutes, 0, MinutesMax));
        return lease.Slice(instrument.CopyHistory(lease.Span));
    }

    public int Import(string symbol, ReadOnlySpan<Candle> candles) => Find(symbol).Import(candles);

    private Instrument Find(string symbol) =>
        _instruments.TryGetValue(symbol, out Instrument? instrument)
            ? instrument
            : throw new IkcFaultException<UnknownSymbol>(new UnknownSymbol(symbol, Symbols()));
}
