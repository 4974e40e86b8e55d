// SPDX-License-Identifier: MIT
using Pricing.Contract;

namespace Pricing.Exchange;

/// <summary>One thing that is traded: a random walk of its price, and what is known of past minutes. Thread-safe.</summary>
internal sealed class Instrument(int seed)
{
    private const int PartMax = 40;

    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly List<Candle> _history = [];
    private double _price = 100;
    private long _number;

    public Tick Next()
    {
        lock (_lock)
        {
            _number++;
            _price *= 1 + ((_random.NextDouble() - 0.5) / 1000);
            return Now();
        }
    }

    public Tick Last()
    {
        lock (_lock)
            return Now();
    }

    /// <summary>Sells a part, at a price that then moves up.</summary>
    public Fill Sell(int wanted)
    {
        lock (_lock)
        {
            int part = Math.Min(wanted, _random.Next(1, PartMax + 1));
            var fill = new Fill { Price = Now().Ask, Quantity = part, Left = wanted - part };
            _number++;
            _price *= 1 + (part / 100_000.0);
            return fill;
        }
    }

    public int Import(ReadOnlySpan<Candle> candles)
    {
        lock (_lock)
        {
            _history.AddRange(candles);
            return _history.Count;
        }
    }

    /// <summary>Copies the last minutes, as many as there is room for and as are known.</summary>
    public int CopyHistory(Span<Candle> candles)
    {
        lock (_lock)
        {
            int count = Math.Min(candles.Length, _history.Count);
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_history)[^count..].CopyTo(candles);
            return count;
        }
    }

    private Tick Now() => new() { Number = _number, Bid = _price * 0.9995, Ask = _price * 1.0005 };
}
