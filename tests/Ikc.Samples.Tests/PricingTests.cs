// SPDX-License-Identifier: MIT
namespace Ikc.Samples;

/// <summary>An exchange and a trader as two processes: a stream, orders with callbacks and faults, history in bulk.</summary>
public sealed class PricingTests
{
    [Fact]
    public async Task EveryShapeOnce()
    {
        using Sample pricing = Sample.Start("Pricing", null);
        (int code, string output, string error) = await pricing.EndAsync();
        Assert.True(code == 0, output + error);
        Assert.Contains("Watched 200 prices", output, StringComparison.Ordinal);
        Assert.Contains("Bought 500 of 500", output, StringComparison.Ordinal);
        Assert.Contains("at most 1000", output, StringComparison.Ordinal);
        Assert.Contains("GOLD is not traded", output, StringComparison.Ordinal);
        Assert.Contains("500000 minutes of IKC", output, StringComparison.Ordinal);
        Assert.Contains("Everything is as it should be.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATraderWithoutAnExchange()
    {
        DirectoryInfo ground = Directory.CreateTempSubdirectory("ikc-pricing-test-");
        using (Sample trader = Sample.Start("Pricing", Path.Combine(ground.FullName, "domain"), "trader"))
        {
            (int code, _, string error) = await trader.EndAsync();
            Assert.Equal(3, code);
            Assert.Contains("NotFound", error, StringComparison.Ordinal);
        }

        ground.Delete(recursive: true);
    }
}
