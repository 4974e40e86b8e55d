// SPDX-License-Identifier: MIT
namespace Ikc.Compatibility;

/// <summary>A change of a contract: what an older and a newer build of it say to each other, over the fabric, in both directions.</summary>
/// <param name="Older">Source of the older version.</param>
/// <param name="Newer">Source of the newer one.</param>
internal sealed record Change(string Older, string Newer)
{
    /// <summary>Runs all four pairs.</summary>
    /// <param name="same">What a client says of a service of its own version: of the older, of the newer.</param>
    /// <param name="olderCalls">What the older client says of the newer service.</param>
    /// <param name="newerCalls">What the newer client says of the older service.</param>
    public async Task IsAsync((string Older, string Newer) same, string olderCalls, string newerCalls)
    {
        ContractVersion older = ContractVersion.Build("Older", Older);
        ContractVersion newer = ContractVersion.Build("Newer", Newer);
        Assert.Equal(same.Older, await RunAsync(older, older));
        Assert.Equal(same.Newer, await RunAsync(newer, newer));
        Assert.Equal(olderCalls, await RunAsync(newer, older));
        Assert.Equal(newerCalls, await RunAsync(older, newer));
    }

    private static async Task<string> RunAsync(ContractVersion service, ContractVersion client)
    {
        string domain = Directory.CreateTempSubdirectory("ikc-compatibility-test-").FullName;
        try
        {
            await using IkcNode server = Open(domain, instance: 0);
            await using IkcService served = service.Serve(server);
            await using IkcNode caller = Open(domain, instance: 1);
            return await client.CallAsync(caller);
        }
        finally
        {
            Directory.Delete(domain, recursive: true);
        }
    }

    private static IkcNode Open(string domain, int instance) =>
        IkcNode.Open(new IkcNodeOptions { Fabric = "local", Domain = domain, Instance = instance });
}
