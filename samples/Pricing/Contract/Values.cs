// SPDX-License-Identifier: MIT
using Ikc;
using MessagePack;

namespace Pricing.Contract;

/// <summary>A price.</summary>
[IkcStruct]
public struct Tick
{
    public long Number;
    public double Bid;
    public double Ask;
}

/// <summary>What happened in a minute.</summary>
[IkcStruct]
public struct Candle
{
    public long Minute;
    public double Open;
    public double High;
    public double Low;
    public double Close;
    public long Volume;
}

/// <summary>What to buy.</summary>
[MessagePackObject]
public sealed record Order([property: Key(0)] string Symbol, [property: Key(1)] int Quantity);

/// <summary>A part of an order that was carried out.</summary>
[IkcStruct]
public struct Fill
{
    public double Price;
    public int Quantity;
    public int Left;
}

/// <summary>The exchange does not trade this.</summary>
[MessagePackObject]
public sealed record UnknownSymbol([property: Key(0)] string Symbol, [property: Key(1)] string[] Traded);

/// <summary>One order may not buy so much.</summary>
[IkcStruct]
public struct OverLimit
{
    public int QuantityMax;
}
