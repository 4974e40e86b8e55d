// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Ikc;
using Pricing.Exchange;
using Pricing.Trading;

const string Usage = """
    Pricing             two processes on this machine: an exchange, and a trader that does everything once
    Pricing exchange    only the exchange, on another kernel perhaps; ends with its standard input
    Pricing trader      only the trader
    """;

try
{
    switch (args)
    {
        case []:
            return await RunBothAsync();
        case ["exchange"]:
            return await ExchangeProcess.RunAsync();
        case ["trader"]:
            return await Trader.RunAsync();
        case ["-h" or "--help"]:
            Console.WriteLine(Usage);
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (IkcException failure)
{
    Console.Error.WriteLine($"{failure.Status}: {failure.Message}");
    return 3;
}

// In a domain of their own: others who do the same at the same time are not in the way.
static async Task<int> RunBothAsync()
{
    DirectoryInfo ground = Directory.CreateTempSubdirectory("ikc-pricing-");
    try
    {
        using Process exchange = Start(ground, instance: 0, "exchange");
        Console.WriteLine(await exchange.StandardOutput.ReadLineAsync());
        using Process trader = Start(ground, instance: 1, "trader");
        while (await trader.StandardOutput.ReadLineAsync() is { } line)
            Console.WriteLine(line);
        await trader.WaitForExitAsync();
        exchange.StandardInput.Close();
        await exchange.WaitForExitAsync();
        return trader.ExitCode;
    }
    finally
    {
        ground.Delete(recursive: true);
    }
}

static Process Start(DirectoryInfo ground, int instance, string role)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!, role) { RedirectStandardInput = true, RedirectStandardOutput = true };
    start.Environment["IKC_FABRIC"] = "local";
    start.Environment["IKC_DOMAIN"] = Path.Combine(ground.FullName, "domain");
    start.Environment["IKC_INSTANCE"] = $"{instance}";
    return Process.Start(start)!;
}
