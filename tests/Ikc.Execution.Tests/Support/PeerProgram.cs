// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Support;

/// <summary>What the test assembly does when it is started as a process of its own.</summary>
internal static class PeerProgram
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["serve", var name]:
                await ServeAsync(name, IkcConcurrency.Inline);
                return 0;
            case ["serve-by", var policy, var name]:
                await ServeAsync(name, IkcConcurrency.Inline, new IkcNodeOptions { WaitPolicy = Enum.Parse<IkcWaitPolicy>(policy) });
                return 0;
            case ["serve-parallel", var name]:
                await ServeAsync(name, IkcConcurrency.PerChannel);
                return 0;
            case ["take-over", var name]:
                await ServeAsync(name, IkcConcurrency.Inline, takeOver: true);
                return 0;
            case ["serve-deeds"]:
                await ServeAsync<IDeeds>(new DeedService(), new IkcServeOptions { Concurrency = IkcConcurrency.PerChannel });
                return 0;
            case ["serve-bulk"]:
                await ServeAsync<IBulk>(new BulkService(), new IkcServeOptions());
                return 0;
            case ["hold-bulk"]:
                await HoldBulkAsync();
                return 0;
            case ["serve-market"]:
                await ServeAsync<IMarket>(new MarketService(), new IkcServeOptions { IncludeExceptionMessages = true });
                return 0;
            case ["serve-market-manual"]:
                PeerCallbacks.ServeByPolling();
                return 0;
            case ["lend", var how]:
                await PeerCallbacks.LendAsync(how);
                return 0;
            case ["call", var name, var how]:
                await CallAsync(name, how);
                return 0;
            case ["ping"]:
                await PeerPing.RunAsync(Console.In, Console.Out);
                return 0;
            case ["launch", var name]:
                await LaunchAsync(name);
                return 0;
            case ["test", .. var classes]:
                return InProcessRunner.Run(classes, Console.Out);
            case ["serve-streams", var name]:
                await PeerStreams.ServeAsync(name);
                return 0;
            case ["stream", var how]:
                await PeerStreams.StreamAsync(how);
                return 0;
            default:
                Console.Error.WriteLine("usage: test [CLASS]... | launch NAME");
                return 2;
        }
    }

    /// <summary>Serves ILife and IEcho's two kinds until standard input ends.</summary>
    private static async Task ServeAsync(string name, IkcConcurrency concurrency, IkcNodeOptions? options = null, bool takeOver = false)
    {
        await using IkcNode node = IkcNode.Open(options);
        await using IkcService life = node.Serve<ILife>(
            new LifeService(node),
            new IkcServeOptions { Name = name, Concurrency = concurrency, TakeOver = takeOver, IncludeExceptionMessages = true });
        await using IkcService echo = node.Serve<IEcho>(new EchoService(), new IkcServeOptions { Name = name + ".echo", TakeOver = takeOver });
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Starts processes for the tests of another kernel until standard input ends.</summary>
    private static async Task LaunchAsync(string name)
    {
        await using IkcNode node = IkcNode.Open();
        var launcher = new LocalLauncher(new Dictionary<string, string> { ["IKC_FABRIC"] = node.Fabric });
        await using IkcService service = node.Serve<ILauncher>(
            launcher, new IkcServeOptions { Name = name, Concurrency = IkcConcurrency.PerChannel, IncludeExceptionMessages = true });
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Serves one service until standard input ends.</summary>
    private static async Task ServeAsync<TContract>(TContract service, IkcServeOptions options)
        where TContract : class, IIkcContract<TContract>
    {
        await using IkcNode node = IkcNode.Open();
        await using IkcService served = node.Serve(service, options);
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Leaves memory with a service that keeps it, and waits to be killed.</summary>
    private static async Task HoldBulkAsync()
    {
        await using IkcNode node = IkcNode.Open();
        IBulk bulk = await node.ConnectAsync<IBulk>(new IkcConnectOptions { Deadline = TestFabric.Patience });
        Hold(bulk);
        Console.WriteLine("ready");
        await Task.Delay(Timeout.Infinite);

        static void Hold(IBulk bulk)
        {
            using IkcLoan<byte> loan = bulk.BeginHold(true, 1 << 20);
            loan.Span.Fill(33);
            loan.Send();
        }
    }

    /// <summary>Calls for ever, in the way that is asked for, so that it can be killed in the middle.</summary>
    private static async Task CallAsync(string name, string how)
    {
        await using IkcNode node = IkcNode.Open();
        ILife life = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = name, Deadline = TestFabric.Patience });
        _ = life.Add(1, 2);
        Console.WriteLine("ready");
        var held = new List<IkcLease<byte>>();
        for (int i = 0; ; i++)
        {
            switch (how)
            {
                case "sync":
                    _ = life.Add(i, i);
                    break;
                case "async":
                    await Task.WhenAll(Enumerable.Range(0, 64).Select(n => life.AddAsync(n, i).AsTask()));
                    break;
                case "lease":
                    if (held.Count < 8)
                        held.Add(life.Fill(1 << 20, 7));
                    else
                        _ = life.Add(i, i);
                    break;
                case "block":
                    life.Block(60_000);
                    break;
                case "idle":
                    await Task.Delay(Timeout.Infinite);
                    break;
            }
        }
    }
}
