// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Streams;

/// <summary>The other process is killed in the middle of streams.</summary>
public sealed class StreamDeathTests
{
    [Fact]
    public async Task TheServiceDiesByItselfInAStream()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open(1);
        for (int round = 0; round < TestFabric.Rounds(5); round++)
        {
            using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-streams", "streams");
            IStreams streams = await node.ConnectAsync<IStreams>(new IkcConnectOptions { Name = "streams", Deadline = TestFabric.Patience });
            Task<List<int>> other = StreamPair.ListAsync(streams.WaitAfter(5));
            List<int> items = [];
            IkcException failure = await Assert.ThrowsAsync<IkcException>(async () =>
            {
                await foreach (int item in streams.DieAfter(1_000))
                    items.Add(item);
            });
            Assert.Equal((IkcStatus.PeerDied, CallFate.MaybeExecuted), (failure.Status, failure.Fate));
            Assert.Equal(Enumerable.Range(0, items.Count), items);
            Assert.Equal(IkcStatus.PeerDied, (await Assert.ThrowsAsync<IkcException>(() => other)).Status);
            failure = await Assert.ThrowsAsync<IkcException>(() => StreamPair.ListAsync(streams.Count(0, 1)));
            Assert.Equal((IkcStatus.PeerDied, CallFate.NotSent), (failure.Status, failure.Fate));
        }
    }

    [Fact]
    public async Task TheServiceIsKilledUnderThousandsOfStreams()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open(1);
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-streams", "streams");
        IStreams streams = await node.ConnectAsync<IStreams>(new IkcConnectOptions { Name = "streams", Deadline = TestFabric.Patience });
        int started = 0;
        Task<IkcStatus>[] readers = [.. Enumerable.Range(0, 2_000).Select(_ => ReadAsync())];
        await StreamPair.UntilAsync(() => Volatile.Read(ref started) > 1_000);
        ValueTask<long> sum = streams.SumAsync(StreamPair.Numbers());
        peer.Kill();
        Assert.All(await Task.WhenAll(readers), static status => Assert.Equal(IkcStatus.PeerDied, status));
        Assert.Equal(IkcStatus.PeerDied, (await Assert.ThrowsAsync<IkcException>(async () => await sum)).Status);

        async Task<IkcStatus> ReadAsync()
        {
            try
            {
                await foreach (int item in streams.Endless())
                    Interlocked.Increment(ref started);
                return IkcStatus.Ok;
            }
            catch (IkcException failure)
            {
                return failure.Status;
            }
        }
    }

    [Theory]
    [InlineData("read")]
    [InlineData("idle")]
    [InlineData("write")]
    public async Task AClientIsKilledAndItsStreamsEnd(string how)
    {
        using var domain = new TestDomain();
        await using IkcNode server = domain.Open(0);
        var service = new Services.StreamService();
        await using IkcService served = server.Serve<IStreams>(service);
        await using IkcNode node = domain.Open(1);
        IStreams streams = await node.ConnectAsync<IStreams>();
        for (int round = 1; round <= TestFabric.Rounds(4); round++)
        {
            int ended = service.Ended();
            using (PeerProcess victim = PeerProcess.Start(domain, 2, "stream", how))
                victim.Kill();
            await StreamPair.UntilAsync(() => service.Ended() == ended + 10);
            Assert.Equal(3, (await StreamPair.ListAsync(streams.Texts(3, 8))).Count);
        }

        await StreamPair.UntilAsync(() => served.Connections == 1);
    }
}
