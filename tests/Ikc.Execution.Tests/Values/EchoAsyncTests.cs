// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Values;

/// <summary>The same for asynchronous methods, many at a time.</summary>
public sealed class EchoAsyncTests : IAsyncLifetime
{
    private Pair<IEchoAsync> _pair = null!;

    private IEchoAsync Echo => _pair.Client;

    public async Task InitializeAsync() => _pair = await Pair<IEchoAsync>.OpenAsync(new EchoAsyncService());

    public async Task DisposeAsync() => await _pair.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task EveryKindInParallel(int seed)
    {
        var random = new RandomValues(seed);
        var all = new List<Task>();
        for (int i = 0; i < 500; i++)
        {
            all.Add(SameAsync(random.Int32(), value => Echo.Int32Async(value)));
            all.Add(SameAsync(random.Boolean() ? random.String() : null, value => Echo.StringAsync(value)));
            all.Add(SameAsync(random.Array(random.Int64), value => Echo.ArrayAsync(value)));
            all.Add(Echo.NothingAsync().AsTask());
        }

        await Task.WhenAll(all);
    }

    [Fact]
    public async Task MessagesAndLeases()
    {
        Order order = new() { Name = "n", Amount = 5, Lines = [new OrderLine { Count = 1, Price = 2.5m }] };
        Order back = await Echo.MessageAsync(order);
        Assert.Equal(order.Lines, back.Lines);
        foreach (int length in new[] { 0, 400, 600, 1_000_000 })
        {
            byte[] bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            using IkcLease<byte> lease = await Echo.LeaseAsync(bytes);
            Assert.True(lease.Span.SequenceEqual(bytes));
        }
    }

    [Fact]
    public async Task OneWayCallsArriveInTheirOrder()
    {
        for (int i = 0; i < 10_000; i++)
            await Echo.PostAsync(i);
        Assert.Equal(Enumerable.Range(0, 10_000), await Echo.PostedAsync());
    }

    private static async Task SameAsync<T>(T value, Func<T, ValueTask<T>> echo) => Assert.Equal(value, await echo(value));
}
