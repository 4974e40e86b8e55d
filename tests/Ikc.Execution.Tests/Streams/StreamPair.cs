// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Streams;

/// <summary>IStreams between two nodes of this process, and what tests wait with.</summary>
internal static class StreamPair
{
    public static Task<Pair<IStreams>> OpenAsync(IkcServeOptions? serve = null) =>
        Pair<IStreams>.OpenAsync(new StreamService(), serve ?? new IkcServeOptions { IncludeExceptionMessages = true });

    /// <summary>Waits until it is so; only a hang comes to no end.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
            await Task.Delay(1);
    }

    /// <summary>Numbers without end.</summary>
    public static async IAsyncEnumerable<int> Numbers()
    {
        for (int i = 0; ; i++)
        {
            if (i % 1000 == 999)
                await Task.Yield();
            yield return i;
        }
    }

    public static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items, int countMax = int.MaxValue)
    {
        List<T> list = [];
        if (countMax == 0)
            return list;
        await foreach (T item in items)
        {
            list.Add(item);
            if (list.Count == countMax)
                break;
        }

        return list;
    }
}
