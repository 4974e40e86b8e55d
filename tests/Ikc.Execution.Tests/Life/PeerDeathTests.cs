// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Life;

/// <summary>The other process is killed: callers learn it at once, and nobody else is touched.</summary>
public sealed class PeerDeathTests
{
    [Fact]
    public async Task TheServiceDiesInTheMiddleOfACall()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open(1);
        for (int round = 0; round < TestFabric.Rounds(20); round++)
        {
            using PeerProcess peer = PeerProcess.Start(domain, 0, "serve", "life");
            ILife life = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", Deadline = TestFabric.Patience });
            ValueTask waiting = life.WaitForCancelAsync();
            AssertDied(CallFate.MaybeExecuted, Assert.Throws<IkcException>(life.Die));
            AssertDied(CallFate.MaybeExecuted, await Assert.ThrowsAsync<IkcException>(async () => await waiting));
            AssertDied(CallFate.NotSent, Assert.Throws<IkcException>(() => life.Add(1, 2)));
            AssertDied(CallFate.NotSent, await Assert.ThrowsAsync<IkcException>(async () => await life.AddAsync(1, 2)));
            Assert.False(IkcChannel.Of(life).IsOpen);
        }
    }

    [Theory]
    [InlineData(IkcWaitPolicy.Spin)]
    [InlineData(IkcWaitPolicy.Park)]
    public async Task TheServiceIsKilledWhileCallersWait(IkcWaitPolicy policy)
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open(1);
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-parallel", "life");
        ILife life = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", Deadline = TestFabric.Patience, WaitPolicy = policy });
        int died = 0;
        using var started = new CountdownEvent(4);
        TestThreads threads = TestThreads.Start(4, _ =>
        {
            _ = life.Add(1, 1);
            started.Signal();
            IkcException failure = Assert.Throws<IkcException>(() => life.Block(120_000));
            if (failure is { Status: IkcStatus.PeerDied, Fate: CallFate.MaybeExecuted })
                Interlocked.Increment(ref died);
        });
        started.Wait();
        IkcChannel channel = IkcChannel.Of(life); // a call that is killed before it was sent has another fate
        Assert.True(SpinWait.SpinUntil(() => channel.Counters is var now && now.CallsSent - now.RepliesReceived >= 4, TestFabric.Patience));
        peer.Kill();
        threads.Join();
        Assert.Equal(4, died);
    }

    [Fact]
    public async Task ALeaseOfADeadPeerIsRevokedNotUnmapped()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open(1);
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve", "life");
        ILife life = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", Deadline = TestFabric.Patience });
        using IkcLease<byte> lease = life.Fill(1 << 20, 6);
        Assert.Equal(6, lease.Span[^1]);
        Span<byte> kept = lease.Span;
        peer.Kill();
        Assert.Throws<IkcException>(() => life.Add(1, 2));
        Assert.Equal(IkcStatus.Revoked, Assert.Throws<IkcException>(() => lease.Span.Length).Status);
        Assert.Equal(6, kept[^1]); // what was taken before is still mapped
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("async")]
    [InlineData("lease")]
    [InlineData("block")]
    [InlineData("idle")]
    public async Task AClientIsKilledAndTheOthersGoOn(string how)
    {
        using var domain = new TestDomain();
        await using IkcNode server = domain.Open(0);
        await using IkcService service = server.Serve<ILife>(
            new Services.LifeService(server), new IkcServeOptions { Name = "life", Concurrency = IkcConcurrency.PerChannel });
        await using IkcNode node = domain.Open(1);
        ILife life = await node.ConnectAsync<ILife>();
        for (int round = 0; round < TestFabric.Rounds(8); round++)
        {
            using (PeerProcess victim = PeerProcess.Start(domain, 2, "call", "life", how))
                victim.Kill();
            Assert.Equal(round, life.Add(round, 0));
        }

        while (service.Connections > 1)
            await Task.Delay(5);
        Assert.Equal(3, await life.AddAsync(1, 2));
    }

    [Fact]
    public async Task AStoppedServiceIsSlowNotDead()
    {
        using var domain = new TestDomain();
        await using IkcNode node = domain.Open(1);
        using PeerProcess peer = PeerProcess.Start(domain, 0, "serve", "life");
        ILife life = await node.ConnectAsync<ILife>(new IkcConnectOptions { Name = "life", Deadline = TestFabric.Patience });
        _ = life.Add(1, 1);
        peer.Stop();
        IkcException late = Assert.Throws<IkcException>(() => life.With(deadline: TimeSpan.FromMilliseconds(50)).Add(1, 2));
        Assert.Equal((IkcStatus.DeadlineExceeded, CallFate.MaybeExecuted), (late.Status, late.Fate));
        peer.Continue();
        Assert.Equal(7, life.Add(3, 4));
    }

    private static void AssertDied(CallFate fate, IkcException failure) =>
        Assert.Equal((IkcStatus.PeerDied, fate), (failure.Status, failure.Fate));
}
