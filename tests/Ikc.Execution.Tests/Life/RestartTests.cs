// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Life;

/// <summary>Coming and going, hundreds of times, without anything left behind.</summary>
[Collection("alone")]
public sealed class RestartTests
{
    [Fact]
    public async Task ConnectCallAndCloseHundredsOfTimes()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve", "life");
        await using IkcNode node = domain.Open(1);
        (int Descriptors, int Mappings) before = default;
        for (int round = 0; round < 300; round++)
        {
            if (round == 50)
                before = await SettledAsync(null);
            ILife life = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", Deadline = TestFabric.Patience });
            Assert.Equal(round, life.Add(round, 0));
            Assert.Equal(round, await life.AddAsync(round, 0));
            using (IkcLease<byte> lease = life.Fill(100_000, 1))
                Assert.Equal(1, lease.Span[0]);
            await IkcChannel.Of(life).DisposeAsync();
        }

        (int Descriptors, int Mappings) after = await SettledAsync(before);
        Assert.True(after.Descriptors <= before.Descriptors + 5, $"{before.Descriptors} descriptors became {after.Descriptors}");
        Assert.True(after.Mappings <= before.Mappings + 5, $"{before.Mappings} mappings became {after.Mappings}");
    }

    [Fact]
    public async Task TheServiceIsRestartedAgainAndAgain()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open(1);
        for (int round = 0; round < TestFabric.Rounds(100); round++)
        {
            using PeerProcess peer = PeerProcess.Start(domain, 0, "serve", "life");
            ILife life = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", Deadline = TimeSpan.FromSeconds(30) });
            Assert.Equal(peer.Id, life.ProcessId());
            peer.Kill();
        }
    }

    [Fact]
    public async Task NodesOpenAndCloseInOneProcess()
    {
        using var domain = new TestDomain();
        for (int round = 0; round < 100; round++)
        {
            IkcNode server = domain.Open(0);
            IkcService service = server.Serve<ILife>(new LifeService(server));
            IkcNode caller = domain.Open(1);
            ILife life = await caller.ConnectAsync<ILife>();
            Assert.Equal(round, life.Add(round, 0));
            await (round % 2 == 0 ? server : caller).DisposeAsync();
            await (round % 2 == 0 ? caller : server).DisposeAsync();
            await service.DisposeAsync();
        }

        Assert.Empty(Directory.EnumerateFiles(domain.Path, "node-*"));
    }

    [Fact]
    public async Task TakeOverUnderLoad()
    {
        using var domain = new TestDomain();
        using PeerProcess first = PeerProcess.Start(domain, 0, "serve", "life");
        await using IkcNode node = domain.Open(1);
        ILife old = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", Deadline = TestFabric.Patience });
        using var stop = new CancellationTokenSource();
        Task load = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                Assert.Equal(3, await old.AddAsync(1, 2));
        });
        using PeerProcess second = PeerProcess.Start(domain, 0, "take-over", "life");
        ILife fresh = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", Deadline = TestFabric.Patience });
        Assert.Equal(second.Id, fresh.ProcessId());
        Assert.Equal(first.Id, old.ProcessId()); // the old one serves those that it has
        await stop.CancelAsync();
        await load;
    }

    /// <summary>Counts open descriptors and mappings; waits for them to come down to what was before, for what is freed a moment later.</summary>
    private static async Task<(int Descriptors, int Mappings)> SettledAsync((int Descriptors, int Mappings)? goal)
    {
        (int Descriptors, int Mappings) now = default;
        for (int i = 0; i < 4_000; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            now = (Directory.GetFileSystemEntries("/proc/self/fd").Length, CountAreas());
            if (goal is { } wanted && now.Descriptors <= wanted.Descriptors + 5 && now.Mappings <= wanted.Mappings + 5)
                break;
            await Task.Delay(goal is null && i >= 40 ? 0 : 5);
            if (goal is null && i >= 40)
                break;
        }

        return now;
    }

    private static int CountAreas() => TestFabric.MappedAreas().Count();
}
