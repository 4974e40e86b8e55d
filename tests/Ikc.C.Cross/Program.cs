// SPDX-License-Identifier: MIT
using System.Globalization;
using Ikc;
using Ikc.C;

// The pair's half in C#, for a kernel on which there is no test framework; tests/peer.c of libikc is the half in C, with the same arguments.
switch (args)
{
    case ["serve", var name, var wait]:
        await ServeAsync(name, wait);
        return 0;
    case ["call", var name, var wait, var seed]:
        await CallAsync(name, wait, int.Parse(seed, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("usage: serve NAME WAIT | call NAME WAIT SEED; WAIT is 0 adaptive, 1 spin, 2 park");
        return 2;
}

static async Task ServeAsync(string name, string wait)
{
    await using IkcNode node = Open(wait);
    await using IkcService service = node.Serve<ICross>(new CrossService(), new IkcServeOptions { Name = name });
    Console.WriteLine("ready");
    await Console.In.ReadToEndAsync();
}

static async Task CallAsync(string name, string wait, int seed)
{
    await using IkcNode node = Open(wait);
    ICross client = await node.ConnectAsync<ICross>(new IkcConnectOptions { Name = name, Deadline = TimeSpan.FromSeconds(60) });
    await CrossClient.CallAsync(client, seed);
    Console.WriteLine("done");
}

static IkcNode Open(string wait) => IkcNode.Open(new IkcNodeOptions
{
    WaitPolicy = wait switch { "1" => IkcWaitPolicy.Spin, "2" => IkcWaitPolicy.Park, _ => IkcWaitPolicy.Adaptive },
});
