// SPDX-License-Identifier: MIT
using Ikc;

namespace Pricing.Contract;

/// <summary>Prices and orders of one exchange.</summary>
[IkcContract("samples.pricing.market")]
public partial interface IMarket
{
    /// <summary>What is traded.</summary>
    [IkcMethod(1)] string[] Symbols();

    /// <summary>The price now.</summary>
    [IkcMethod(2)] Tick Last(string symbol);

    /// <summary>Every new price, until the caller leaves.</summary>
    [IkcMethod(3), IkcFault<UnknownSymbol>] IAsyncEnumerable<Tick> Watch(string symbol, CancellationToken cancellationToken = default);

    /// <summary>Buys, in as many parts as the market has. Each part is told at once; the caller may refuse the rest.</summary>
    /// <returns>How much was bought.</returns>
    [IkcMethod(4), IkcFault<UnknownSymbol>(1), IkcFault<OverLimit>(2)]
    ValueTask<int> BuyAsync(Order order, IFills fills, CancellationToken cancellationToken = default);

    /// <summary>The last minutes, in memory that the caller reads where the exchange wrote it.</summary>
    [IkcMethod(5)] IkcLease<Candle> History(string symbol, int minutes);

    /// <summary>Minutes from another source, which the exchange reads where the caller wrote them.</summary>
    /// <returns>How many there are now.</returns>
    [IkcMethod(6)] int Import(string symbol, ReadOnlySpan<Candle> candles);
}
