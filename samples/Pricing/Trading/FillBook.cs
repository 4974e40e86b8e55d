// SPDX-License-Identifier: MIT
using Pricing.Contract;

namespace Pricing.Trading;

/// <summary>The trader's side of one order. It calls the exchange back from inside the exchange's call.</summary>
internal sealed class FillBook(IMarket market, string symbol, double cap) : IFills
{
    private double _paid;

    public int Parts { get; private set; }

    public int Quantity { get; private set; }

    public bool HasRefused { get; private set; }

    public double AveragePrice => _paid / Quantity;

    public bool Filled(Fill fill)
    {
        Parts++;
        Quantity += fill.Quantity;
        _paid += fill.Quantity * fill.Price;
        HasRefused = fill.Left > 0 && market.Last(symbol).Ask > cap;
        return !HasRefused;
    }
}
