// SPDX-License-Identifier: MIT
using Calculator.Contract;
using Ikc;

// Calls for as long as it runs. A service that dies, alone or with its whole kernel, ends the calls at once, with what became of them;
// the next life of it is connected to as soon as it is there. Enter ends it.
using var stop = new CancellationTokenSource();
Task enter = Task.Run(() =>
{
    Console.ReadLine();
    stop.Cancel();
});

await using IkcNode node = IkcNode.Open();
try
{
    while (true)
        await CallUntilItDiesAsync(node, stop.Token);
}
catch (OperationCanceledException)
{
    await enter;
}

static async Task CallUntilItDiesAsync(IkcNode node, CancellationToken stop)
{
    // Without a deadline, connecting waits for the service to come.
    var whenever = new IkcConnectOptions { Deadline = Timeout.InfiniteTimeSpan };
    ICalculator calculator = await node.ConnectAsync<ICalculator>(whenever, stop);
    await using IkcChannel channel = IkcChannel.Of(calculator);
    Console.WriteLine($"instance {channel.Peer.Instance}, life {channel.Peer.Epoch:x}: calls flow");
    int sum = 0;
    try
    {
        while (true)
        {
            sum = calculator.Add(sum, 1);
            await Task.Delay(TimeSpan.FromMilliseconds(1), stop);
        }
    }
    catch (IkcException failure) when (failure.Status is IkcStatus.PeerDied or IkcStatus.Closed)
    {
        Console.WriteLine($"instance {channel.Peer.Instance}, life {channel.Peer.Epoch:x}: {failure.Status} ({failure.Fate}) after {sum} calls");
    }
}
