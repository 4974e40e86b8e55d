// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;
using Ikc.Execution.Streams;

namespace Ikc.Execution.Support;

/// <summary>What a second process does with streams.</summary>
internal static class PeerStreams
{
    private const int Streams = 10;

    /// <summary>Serves IStreams until standard input ends.</summary>
    public static async Task ServeAsync(string name)
    {
        await using IkcNode node = IkcNode.Open();
        await using IkcService service = node.Serve<IStreams>(new StreamService(), new IkcServeOptions { Name = name });
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Ten streams that never end, so that it can be killed in the middle; ready when each has an item.</summary>
    public static async Task StreamAsync(string how)
    {
        await using IkcNode node = IkcNode.Open();
        IStreams streams = await node.ConnectAsync<IStreams>();
        using var ready = new CountdownEvent(Streams);
        Task[] all = [.. Enumerable.Range(0, Streams).Select(_ => ReadAsync(streams, how, ready))];
        await Task.Run(ready.Wait);
        Console.WriteLine("ready");
        await Task.WhenAll(all);
    }

    private static async Task ReadAsync(IStreams streams, string how, CountdownEvent ready)
    {
        bool isFirst = true;
        if (how == "write")
        {
            await foreach (long item in streams.Scale(StreamPair.Numbers(), 2))
                await ReadyAsync();
        }
        else
        {
            await foreach (int item in streams.Endless())
                await ReadyAsync();
        }

        async ValueTask ReadyAsync()
        {
            if (isFirst)
                ready.Signal();
            isFirst = false;
            if (how == "idle")
                await Task.Delay(Timeout.Infinite);
        }
    }
}
