// SPDX-License-Identifier: MIT
using Pricing.Contract;

namespace Pricing.Trading;

/// <summary>Minutes that might have been, the same in every run.</summary>
internal static class RandomWalk
{
    public static void Fill(Span<Candle> candles)
    {
        var random = new Random(4711);
        double price = 100;
        for (int i = 0; i < candles.Length; i++)
        {
            double close = price * (1 + ((random.NextDouble() - 0.5) / 100));
            candles[i] = new Candle
            {
                Minute = i,
                Open = price,
                High = Math.Max(price, close) * 1.001,
                Low = Math.Min(price, close) * 0.999,
                Close = close,
                Volume = random.Next(1, 1000),
            };
            price = close;
        }
    }
}
