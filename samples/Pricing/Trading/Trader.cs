// SPDX-License-Identifier: MIT
using Ikc;
using Pricing.Contract;

namespace Pricing.Trading;

/// <summary>Does once what each shape of a method is for, and checks what comes back.</summary>
internal sealed class Trader(IMarket market)
{
    private const string Symbol = "IKC";
    private const int Ticks = 200;
    private const int Minutes = 500_000;

    public static async Task<int> RunAsync()
    {
        await using IkcNode node = IkcNode.Open();
        IMarket market = await node.ConnectAsync<IMarket>();
        await using IkcChannel channel = IkcChannel.Of(market);
        Console.WriteLine($"Instance {channel.Peer.Instance} trades {string.Join(", ", market.Symbols())}.");
        var trader = new Trader(market);
        bool isRight = await trader.WatchAsync();
        isRight &= await trader.BuyAsync(quantity: 500, cap: double.MaxValue);
        isRight &= await trader.BuyAsync(quantity: 500, cap: market.Last(Symbol).Ask * 1.0005);
        isRight &= await trader.BuyTooMuchAsync();
        isRight &= await trader.BuyUnknownAsync();
        isRight &= trader.ReadHistory();
        Console.WriteLine(isRight ? "Everything is as it should be." : "Something is NOT as it should be.");
        return isRight ? 0 : 1;
    }

    /// <summary>A stream: leaving it ends the exchange's loop, too.</summary>
    private async Task<bool> WatchAsync()
    {
        var seen = new List<Tick>();
        await foreach (Tick tick in market.Watch(Symbol))
        {
            seen.Add(tick);
            if (seen.Count == Ticks)
                break;
        }

        Console.WriteLine($"Watched {seen.Count} prices of {Symbol}, from {seen.Min(tick => tick.Bid):0.000} to {seen.Max(tick => tick.Ask):0.000}.");
        return seen.Zip(seen.Skip(1)).All(pair => pair.First.Number < pair.Second.Number);
    }

    /// <summary>A callback: the exchange calls this process for each part, while the order is under way.</summary>
    private async Task<bool> BuyAsync(int quantity, double cap)
    {
        var fills = new FillBook(market, Symbol, cap);
        int bought = await market.BuyAsync(new Order(Symbol, quantity), fills);
        Console.WriteLine($"Bought {bought} of {quantity} in {fills.Parts} parts, at {fills.AveragePrice:0.000}.");
        return bought == fills.Quantity && (bought == quantity) == !fills.HasRefused;
    }

    /// <summary>A fault: a declared failure with a type of its own.</summary>
    private async Task<bool> BuyTooMuchAsync()
    {
        try
        {
            await market.BuyAsync(new Order(Symbol, 1_000_000), new FillBook(market, Symbol, double.MaxValue));
            return false;
        }
        catch (IkcFaultException<OverLimit> refused)
        {
            Console.WriteLine($"1000000 are too many: at most {refused.Fault.QuantityMax}.");
            return true;
        }
    }

    private async Task<bool> BuyUnknownAsync()
    {
        try
        {
            await market.BuyAsync(new Order("GOLD", 1), new FillBook(market, Symbol, double.MaxValue));
            return false;
        }
        catch (IkcFaultException<UnknownSymbol> refused)
        {
            Console.WriteLine($"{refused.Fault.Symbol} is not traded: {string.Join(", ", refused.Fault.Traded)} are.");
            return refused.Fault.Traded.Contains(Symbol);
        }
    }

    /// <summary>In place: 24 MB that the exchange reads where they are made, and 24 MB that are read where the exchange wrote them.</summary>
    private bool ReadHistory()
    {
        using IkcLoan<Candle, int> known = market.BeginImport(Symbol, Minutes);
        RandomWalk.Fill(known.Span);
        (long Volume, double Highest) expected = Summarize(known.Span);
        using IkcLease<Candle> history = market.History(Symbol, minutes: known.Send());
        (long Volume, double Highest) read = Summarize(history.Span);
        Console.WriteLine($"{history.Length} minutes of {Symbol}: {read.Volume} traded, {read.Highest:0.000} at most.");
        return history.Length == Minutes && read == expected;
    }

    private static (long Volume, double Highest) Summarize(ReadOnlySpan<Candle> candles)
    {
        long volume = 0;
        double highest = 0;
        foreach (ref readonly Candle candle in candles)
        {
            volume += candle.Volume;
            highest = Math.Max(highest, candle.High);
        }

        return (volume, highest);
    }
}
