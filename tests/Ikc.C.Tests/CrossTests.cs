// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;

namespace Ikc.C;

/// <summary>C calls C#, C# calls C: two real processes over the local fabric.</summary>
public sealed class CrossTests(Build build) : IClassFixture<Build>, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _domain = Directory.CreateTempSubdirectory("ikc-c-domain-");

    private readonly List<Process> _peers = [];

    public void Dispose()
    {
        foreach (Process peer in _peers)
        {
            peer.Kill(); // does nothing to one that has ended
            peer.WaitForExit();
            peer.Dispose();
        }

        _domain.Delete(recursive: true);
    }

    /// <summary>All values, bulk in both directions, one-way, failures, a deadline: checked by the C program itself.</summary>
    [Theory]
    [InlineData(false, 0, 1)]
    [InlineData(true, 1, 2)]
    [InlineData(true, 2, 3)]
    public async Task A_client_in_C_calls_a_service_in_CSharp(bool sanitized, int wait, int seed)
    {
        await using IkcNode node = Open(wait);
        await using IkcService service = node.Serve<ICross>(new CrossService());
        Process peer = StartPeer(sanitized, "call", "test.cross", wait, seed.ToString(CultureInfo.InvariantCulture));
        await ExpectDoneAsync(peer);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public async Task A_client_in_CSharp_calls_a_service_in_C(bool sanitized, int wait)
    {
        Process peer = await StartServiceAsync(sanitized, wait);
        await using IkcNode node = Open(wait);
        ICross client = await ConnectAsync(node);
        await CrossClient.CallAsync(client, wait);
        Assert.Equal(IkcStatus.Unimplemented, Assert.Throws<IkcException>(() => client.Count([])).Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_deadline_over_a_service_in_C_is_one_there_too(int wait)
    {
        Process peer = await StartServiceAsync(sanitized: true, wait);
        await using IkcNode node = Open(wait);
        ICross client = await ConnectAsync(node);
        IkcException failed = Assert.Throws<IkcException>(() => client.With(TimeSpan.FromMilliseconds(20)).Sleep(300));
        Assert.Equal((IkcStatus.DeadlineExceeded, CallFate.MaybeExecuted), (failed.Status, failed.Fate));
        Assert.Equal(7, client.Maybe(7));
    }

    [Fact]
    public async Task The_death_of_a_service_in_C_is_typed()
    {
        Process peer = await StartServiceAsync(sanitized: true, 2);
        await using IkcNode node = Open(0);
        ICross client = await ConnectAsync(node);
        IkcException died = Assert.Throws<IkcException>(() => client.Die());
        Assert.Equal((IkcStatus.PeerDied, CallFate.MaybeExecuted), (died.Status, died.Fate));
    }

    [Fact]
    public async Task The_death_of_a_service_is_typed_in_C_too()
    {
        Process service = await StartServiceAsync(sanitized: true, 0);
        Process peer = StartPeer(true, "die", "test.cross", 2);
        Assert.Equal("ready", await peer.StandardOutput.ReadLineAsync());
        service.Kill();
        await ExpectDoneAsync(peer);
    }

    [Fact]
    public async Task A_client_in_C_that_is_killed_disturbs_nobody()
    {
        await using IkcNode node = Open(0);
        await using IkcService service = node.Serve<ICross>(new CrossService(), new IkcServeOptions { Concurrency = IkcConcurrency.PerChannel });
        Process killed = StartPeer(true, "die", "test.cross", 0);
        Assert.Equal("ready", await killed.StandardOutput.ReadLineAsync());
        killed.Kill();
        await killed.WaitForExitAsync();
        await using IkcNode other = Open(0);
        ICross client = await ConnectAsync(other);
        Assert.Equal(5, client.Maybe(5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Whatever_a_peer_writes_the_library_stands(int seed) =>
        Commands.MustRun(build.Fuzz, seed.ToString(CultureInfo.InvariantCulture), "150");

    private static async Task ExpectDoneAsync(Process peer)
    {
        Task<string> error = peer.StandardError.ReadToEndAsync();
        string output = await peer.StandardOutput.ReadToEndAsync();
        await peer.WaitForExitAsync();
        Assert.True(peer.ExitCode == 0 && output.EndsWith("done\n", StringComparison.Ordinal), $"{peer.ExitCode}: {output}{await error}");
    }

    private static async Task<ICross> ConnectAsync(IkcNode node) => await node.ConnectAsync<ICross>(new IkcConnectOptions { Deadline = s_patience });

    private IkcNode Open(int wait) => IkcNode.Open(new IkcNodeOptions
    {
        Fabric = "local",
        Domain = _domain.FullName,
        WaitPolicy = wait switch { 1 => IkcWaitPolicy.Spin, 2 => IkcWaitPolicy.Park, _ => IkcWaitPolicy.Adaptive },
    });

    private Process StartPeer(bool sanitized, string what, string name, int wait, params string[] more)
    {
        Process peer = Commands.Start(
            sanitized ? build.SanitizedPeer : build.Peer, [what, name, wait.ToString(CultureInfo.InvariantCulture), .. more],
            new() { ["IKC_FABRIC"] = "local", ["IKC_DOMAIN"] = _domain.FullName });
        _peers.Add(peer);
        return peer;
    }

    private async Task<Process> StartServiceAsync(bool sanitized, int wait)
    {
        Process peer = StartPeer(sanitized, "serve", "test.cross", wait);
        Assert.Equal("ready", await peer.StandardOutput.ReadLineAsync());
        return peer;
    }
}
