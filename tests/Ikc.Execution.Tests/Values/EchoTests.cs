// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Values;

/// <summary>Every form of value crosses and comes back unchanged, over the real fabric.</summary>
public sealed class EchoTests : IAsyncLifetime
{
    private const int Rounds = 200;

    private Pair<IEcho> _pair = null!;

    private IEcho Echo => _pair.Client;

    public async Task InitializeAsync() => _pair = await Pair<IEcho>.OpenAsync(new EchoService());

    public async Task DisposeAsync() => await _pair.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Primitives(int seed)
    {
        var random = new RandomValues(seed);
        for (int i = 0; i < Rounds; i++)
        {
            Same(random.Boolean(), Echo.Boolean);
            Same(random.Byte(), Echo.Byte);
            Same((sbyte)random.Byte(), Echo.SByte);
            Same((short)random.Int32(), Echo.Int16);
            Same((ushort)random.Int32(), Echo.UInt16);
            Same(random.Int32(), Echo.Int32);
            Same((uint)random.Int32(), Echo.UInt32);
            Same(random.Int64(), Echo.Int64);
            Same((ulong)random.Int64(), Echo.UInt64);
            Same((float)random.Double(), Echo.Single);
            Same(random.Double(), Echo.Double);
            Same((Half)random.Double(), Echo.Half);
            Same((char)random.Int32(), Echo.Char);
            Same(random.Guid(), Echo.Guid);
            Same(random.Int128(), Echo.Int128);
            Same((UInt128)random.Int128(), Echo.UInt128);
            Same(random.Colour(), Echo.Enum);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void FrameworkTypes(int seed)
    {
        var random = new RandomValues(seed);
        for (int i = 0; i < Rounds; i++)
        {
            decimal number = random.Decimal();
            Assert.Equal(decimal.GetBits(number), decimal.GetBits(Echo.Decimal(number)));
            DateTime time = random.DateTime();
            Assert.Equal((time, time.Kind), (Echo.DateTime(time), Echo.DateTime(time).Kind));
            DateTimeOffset zoned = random.DateTimeOffset();
            Assert.True(zoned.EqualsExact(Echo.DateTimeOffset(zoned)));
            Same(random.TimeSpan(), Echo.TimeSpan);
            Same(random.DateOnly(), Echo.DateOnly);
            Same(random.TimeOnly(), Echo.TimeOnly);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void StructsNullablesAndTuples(int seed)
    {
        var random = new RandomValues(seed);
        for (int i = 0; i < Rounds; i++)
        {
            Point point = random.Point();
            Assert.Equal(point, Echo.Struct(in point));
            Same<int?>(random.Boolean() ? random.Int32() : null, Echo.NullableInt);
            Same<Point?>(random.Boolean() ? random.Point() : null, Echo.NullableStruct);
            Same((random.Int32(), random.Decimal()), Echo.Tuple);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void StringsAndBlocks(int seed)
    {
        var random = new RandomValues(seed);
        for (int i = 0; i < Rounds; i++)
        {
            Same(random.String(), Echo.String);
            Same(random.Boolean() ? random.String() : null, Echo.NullableString);
            Same(random.Array(random.Int64), Echo.Array);
            Same(random.Boolean() ? random.Array(random.Point) : null, Echo.NullableArray);
            int[] memory = random.Array(random.Int32);
            Assert.Equal(memory, Echo.Memory(memory).ToArray());
            double[] span = random.Array(random.Double);
            Assert.Equal(span, Echo.Span(span));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Messages(int seed)
    {
        var random = new RandomValues(seed);
        for (int i = 0; i < Rounds; i++)
        {
            AssertSame(random.Order(), Echo.Message);
            Order? order = random.Boolean() ? random.Order() : null;
            if (order is null)
                Assert.Null(Echo.NullableMessage(null));
            else
                AssertSame(order, value => Echo.NullableMessage(value)!);
            Same<List<string?>>([.. random.Array(() => random.Boolean() ? random.String() : null)], Echo.List);
            Same(random.Array(random.Int64).Distinct().ToDictionary(key => $"key {key}", value => value), Echo.Dictionary);
            Same(random.Shape(), Echo.Union);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(8_000)]
    [InlineData(8_176)]
    [InlineData(70_000)]
    [InlineData(3_000_000)]
    public void Leases(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using (IkcLease<byte> lease = Echo.Lease(bytes))
            Assert.True(lease.Span.SequenceEqual(bytes));
        var random = new RandomValues(length);
        Point[] points = random.Array(random.Point);
        using IkcLease<Point> structs = Echo.StructLease(points);
        Assert.Equal(points, structs.Span.ToArray());
    }

    [Fact]
    public void ManyArgumentsKeepTheirOrder()
    {
        string text = Echo.Many(7, "seven", [1, 2, 3], new Order { Name = "order" }, Guid.Empty, (5, true));
        Assert.Equal("7|seven|1,2,3|order|00000000-0000-0000-0000-000000000000|(5, True)", text);
    }

    private static void Same<T>(T value, Func<T, T> echo) => Assert.Equal(value, echo(value));

    private static void AssertSame(Order order, Func<Order, Order> echo)
    {
        Order back = echo(order);
        Assert.Equal((order.Name, order.Amount), (back.Name, back.Amount));
        Assert.Equal(order.Lines, back.Lines);
    }
}
