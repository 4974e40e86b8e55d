// SPDX-License-Identifier: MIT
using MessagePack;

namespace Ikc.Execution.Contracts;

public enum Colour : short
{
    None = 0,
    Red = -3,
    Blue = 12345,
}

[IkcStruct]
public record struct Point
{
    public double X;
    public double Y;
    public Guid Id;
    public Colour Colour;
    public short Reserved0;
    public int Reserved1;
}

[MessagePackObject]
public sealed record Order
{
    [Key(0)]
    public string Name { get; init; } = "";

    [Key(1)]
    public long? Amount { get; init; }

    [Key(3)]
    public List<OrderLine> Lines { get; init; } = [];
}

[MessagePackObject]
public sealed record OrderLine
{
    [Key(0)]
    public int Count { get; init; }

    [Key(1)]
    public string? Text { get; init; }

    [Key(2)]
    public decimal Price { get; init; }
}

[Union(0, typeof(Circle))]
[Union(1, typeof(Square))]
public abstract record Shape;

[MessagePackObject]
public sealed record Circle : Shape
{
    [Key(0)]
    public double Radius { get; init; }
}

[MessagePackObject]
public sealed record Square : Shape
{
    [Key(0)]
    public double Side { get; init; }

    [Key(1)]
    public string? Label { get; init; }
}
