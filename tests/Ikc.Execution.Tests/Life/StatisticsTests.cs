// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Life;

/// <summary>Counters are read from outside, while the nodes run.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public async Task AnotherProcessSeesTheCounters()
    {
        using var domain = new TestDomain();
        using PeerProcess peer = PeerProcess.StartHere(domain, 0, "serve", "life");
        await using IkcNode node = domain.Open(1);
        ILife life = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", Deadline = TestFabric.Patience });
        for (int i = 0; i < 1_000; i++)
            _ = life.Add(i, i);
        IkcChannelCounters mine = IkcChannel.Of(life).Counters;
        Assert.Equal(1_000, mine.CallsSent);
        Assert.Equal(1_000, mine.RepliesReceived);
        IkcNodeStatistics theirs = Assert.Single(IkcStatistics.Read(domain.Path), statistics => statistics.Node == IkcChannel.Of(life).Peer.Node);
        Assert.Equal(1_000, theirs.Channels.Where(channel => channel.IsService).Sum(channel => channel.RecordsReceived));
        peer.Kill();
        Assert.DoesNotContain(IkcStatistics.Read(domain.Path), statistics => statistics.Node == IkcChannel.Of(life).Peer.Node);
    }
}
