// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Contracts;

/// <summary>Contracts as parameters, in each shape that takes some.</summary>
[IkcContract("test.market")]
public partial interface IMarket
{
    [IkcMethod(1)]
    int Place(int quantity, IMarketFills fills);

    [IkcMethod(2)]
    ValueTask<int> PlaceAsync(string symbol, IMarketFills fills, IMarketFills? shadow = null, CancellationToken cancellationToken = default);

    [IkcMethod(3, OneWay = true)]
    void Watch(IMarketFills fills);
}

/// <summary>What the market calls.</summary>
[IkcContract("test.market.fills")]
public partial interface IMarketFills
{
    [IkcMethod(1, OneWay = true)]
    void Filled(int quantity);
}
