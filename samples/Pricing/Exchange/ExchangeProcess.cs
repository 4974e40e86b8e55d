// SPDX-License-Identifier: MIT
using Ikc;
using Pricing.Contract;

namespace Pricing.Exchange;

/// <summary>The instance that trades.</summary>
internal static class ExchangeProcess
{
    /// <summary>Serves until standard input ends, and so never longer than whoever started it.</summary>
    public static async Task<int> RunAsync()
    {
        await using IkcNode node = IkcNode.Open();
        await using IkcService service = node.Serve<IMarket>(new Market());
        Console.WriteLine("The exchange is open.");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
