// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>64 bytes, with a check.</summary>
[IkcStruct]
public struct Tick
{
    public long Number;
    public long Time;
    public double Bid;
    public double Ask;
    public long BidSize;
    public long AskSize;
    public long Reserved;
    public long Check;

    public static Tick Of(long number) => new() { Number = number, Time = number * 3, Bid = number, Ask = number + 0.5, Check = ~number };

    public readonly bool IsSound(long number) => Number == number && Time == number * 3 && Bid == number && Check == ~number;
}
