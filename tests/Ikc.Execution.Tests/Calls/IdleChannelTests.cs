// SPDX-License-Identifier: MIT
using Ikc.Execution.Streams;

namespace Ikc.Execution.Calls;

/// <summary>What both sides keep for a channel that nobody uses, besides its areas.</summary>
[Collection("alone")]
public sealed class IdleChannelTests
{
    private const int Clients = 50;

    // Channel 0, the stream channel and a lane, each at its caller and at its service.
    private const int EndsPerClient = 6;

    private const long BytesPerEndMax = 5 * 1024;

    [Fact]
    public async Task ObjectsOfAClientThatHasMadeOneCallOfEachKind()
    {
        await using Pair<IStreams> pair = await StreamPair.OpenAsync();
        await ConnectAsync(pair); // what a node keeps for all its channels
        IStreams[] clients = new IStreams[Clients];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Clients; i++)
            clients[i] = await ConnectAsync(pair);
        long keptBytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(clients);
        Assert.InRange(keptBytes / (Clients * EndsPerClient), 1, BytesPerEndMax);
    }

    private static async Task<IStreams> ConnectAsync(Pair<IStreams> pair)
    {
        IStreams client = await pair.Caller.ConnectAsync<IStreams>();
        client.Produced();
        Assert.Equal(3, await client.AddAsync(1, 2));
        Assert.Equal([0, 1], await StreamPair.ListAsync(client.Count(0, 2)));
        return client;
    }
}
