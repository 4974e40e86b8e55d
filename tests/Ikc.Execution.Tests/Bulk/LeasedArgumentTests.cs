// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Bulk;

/// <summary>Arguments that a service has as leases: where the caller wrote them, also after an await.</summary>
public sealed class LeasedArgumentTests
{
    private const int Slots = 32;

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(200_000)]
    public async Task ItIsReadAcrossAwaitsAndEndsWithItsMethod(int count)
    {
        await using Pair<IBulk> pair = await OpenAsync();
        for (int i = 0; i < 3 * Slots; i++)
        {
            Assert.Equal(3L * count, await pair.Client.SumLeaseAsync(4, Filled(count, 3)));
            Assert.Equal(2L * count, pair.Client.SumLease(Filled(count, 2)));
            IkcException refused = await Assert.ThrowsAsync<IkcException>(async () => await pair.Client.RefuseAsync(Filled(count, 1)));
            Assert.Equal(IkcStatus.Faulted, refused.Status);
            using IkcLease<byte> echo = await pair.Client.EchoLeaseAsync(Filled(count, 9));
            Assert.Equal(count, echo.Length);
            Assert.DoesNotContain(echo.Span.ToArray(), one => one != 9);
        }
    }

    [Fact]
    public async Task ManyAtOnceKeepTheirBytes()
    {
        await using Pair<IBulk> pair = await OpenAsync();
        for (int round = 0; round < 20; round++)
        {
            long[] sums = await Task.WhenAll(Enumerable.Range(0, 24)
                .Select(i => pair.Client.SumLeaseAsync(8, Filled(50_000 + i, (byte)i)).AsTask()));
            Assert.Equal(Enumerable.Range(0, 24).Select(i => (50_000L + i) * i), sums);
        }
    }

    [Fact]
    public async Task TheCallersLeaseGoesWithTheCall()
    {
        await using Pair<IBulk> pair = await OpenAsync();
        foreach (int count in (int[])[10, 100_000])
        {
            IkcLease<byte> lease = Filled(count, 1);
            Assert.Equal(count, pair.Client.SumLease(lease));
            Assert.Throws<ObjectDisposedException>(() => lease.Span.Length);
            Assert.Throws<ObjectDisposedException>(() => pair.Client.SumLease(lease));
            IkcLease<byte> other = Filled(count, 1);
            Task<long> sum = pair.Client.SumLeaseAsync(3, other).AsTask();
            Assert.Throws<ObjectDisposedException>(() => other.Span.Length);
            Assert.Equal(count, await sum);
        }

        // A result that was lent can be given on.
        IkcLease<byte> result = pair.Client.Reverse(new byte[] { 1, 2, 3 });
        Assert.Equal(6, pair.Client.SumLease(result));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public async Task AServiceThatKeepsItHasIt(int count)
    {
        await using Pair<IBulk> pair = await OpenAsync();
        pair.Client.Hold(true, Filled(count, 5));
        for (int i = 0; i < 2 * Slots; i++)
            Assert.Equal(count, pair.Client.SumLease(Filled(count, 1))); // others come and go
        Assert.Equal(5, pair.Client.Kept());
        Assert.Equal(1, pair.Client.Drop());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public async Task AServiceThatDoesNotKeepItHasNothing(int count)
    {
        await using Pair<IBulk> pair = await OpenAsync();
        pair.Client.Hold(false, Filled(count, 5));
        Assert.Equal(-1, pair.Client.Kept());
        Assert.Equal(1, pair.Client.Drop());
        Assert.Equal(count, pair.Client.SumLease(Filled(count, 1))); // disposing the stale one took nothing from anybody
    }

    [Fact]
    public async Task KeptOnesAreMissingUntilTheyAreDisposed()
    {
        await using Pair<IBulk> pair = await OpenAsync();
        for (int i = 0; i < Slots; i++)
            pair.Client.Hold(true, Filled(10_000, (byte)i));
        IkcException late = Assert.Throws<IkcException>(
            () => pair.Client.With(TimeSpan.FromMilliseconds(100)).Hold(true, Filled(10_000, 1)));
        Assert.Equal((IkcStatus.DeadlineExceeded, CallFate.NotSent), (late.Status, late.Fate));
        Assert.Equal(Slots - 1, pair.Client.Kept());
        Assert.Equal(Slots, pair.Client.Drop());
        pair.Client.Hold(true, Filled(10_000, 77));
        Assert.Equal(77, pair.Client.Kept());
    }

    [Fact]
    public async Task ItIsRevokedWhenItsCallerDies()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open(0);
        var service = new BulkService();
        await using IkcService served = node.Serve<IBulk>(service);
        for (int round = 0; round < TestFabric.Rounds(5); round++)
        {
            using (PeerProcess caller = PeerProcess.Start(domain, 1, "hold-bulk"))
            {
                Assert.Equal(33, service.Kept());
                caller.Kill();
                Assert.True(SpinWait.SpinUntil(() => service.Kept() == -2, TestFabric.Patience));
            }

            Assert.Equal(1, service.Drop());
        }
    }

    private static Task<Pair<IBulk>> OpenAsync() => Pair<IBulk>.OpenAsync(new BulkService());

    private static IkcLease<byte> Filled(int count, byte value)
    {
        IkcLease<byte> lease = IkcLease<byte>.Rent(count);
        lease.Span.Fill(value);
        return lease;
    }
}
