// SPDX-License-Identifier: MIT
using Ikc.Execution.Callbacks;
using Ikc.Execution.Services;

namespace Ikc.Execution.Support;

/// <summary>What a second process does with callbacks.</summary>
internal static class PeerCallbacks
{
    /// <summary>Serves IMarket from one thread that polls, until it is killed.</summary>
    public static void ServeByPolling()
    {
        IkcNode node = IkcNode.Open(new IkcNodeOptions { Pump = IkcPumpMode.Manual });
        _ = node.Serve<IMarket>(new MarketService());
        Console.WriteLine("ready");
        while (true)
            node.Poll(wait: TimeSpan.FromMilliseconds(100));
    }

    /// <summary>Lends a callback, and is killed while it is called, or while nothing goes on.</summary>
    public static async Task LendAsync(string how)
    {
        await using IkcNode node = IkcNode.Open();
        IMarket market = await node.ConnectAsync<IMarket>(new IkcConnectOptions { Deadline = TestFabric.Patience });
        var fills = new Fills();
        market.Subscribe(1, fills);
        if (how == "hold")
            fills.Gate = new SemaphoreSlim(0);
        Console.WriteLine("ready");
        if (how == "hold")
            await fills.Entered.WaitAsync();
        Console.WriteLine("inside");
        await Task.Delay(Timeout.Infinite);
    }
}
