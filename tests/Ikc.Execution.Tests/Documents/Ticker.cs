// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Execution.Documents;

[IkcContract("readme.ticker")]
public partial interface ITicker
{
    [IkcMethod(1)] IAsyncEnumerable<int> Watch(string symbol, CancellationToken token = default);

    [IkcMethod(2)] ValueTask<long> SumAsync(IAsyncEnumerable<int> prices, CancellationToken token = default);

    [IkcMethod(3)] IAsyncEnumerable<string> Quote(IAsyncEnumerable<int> amounts, CancellationToken token = default);
}

public sealed class Ticker : ITicker
{
    public async IAsyncEnumerable<int> Watch(string symbol, [EnumeratorCancellation] CancellationToken token = default)
    {
        for (int price = symbol.Length; ; price++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), token);
            yield return price;
        }
    }

    public async ValueTask<long> SumAsync(IAsyncEnumerable<int> prices, CancellationToken token = default)
    {
        long sum = 0;
        await foreach (int price in prices.WithCancellation(token))
            sum += price;
        return sum;
    }

    public async IAsyncEnumerable<string> Quote(IAsyncEnumerable<int> amounts, [EnumeratorCancellation] CancellationToken token = default)
    {
        await foreach (int amount in amounts.WithCancellation(token))
            yield return $"{amount} at {amount * 3}";
    }
}

public static class Watcher
{
    public static async Task<string> WatchAsync(ITicker ticker)
    {
        List<int> seen = [];
        await foreach (int price in ticker.Watch("IKC"))
        {
            seen.Add(price);
            if (seen.Count == 3)
                break; // the service's loop ends, too
        }

        long sum = await ticker.SumAsync(seen.ToAsyncEnumerable());
        List<string> quotes = await ticker.Quote(seen.ToAsyncEnumerable()).ToListAsync();
        return $"{sum}: {string.Join(", ", quotes)}";
    }
}
