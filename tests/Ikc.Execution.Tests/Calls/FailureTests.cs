// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Calls;

/// <summary>Failures are typed, say what is known of the call, and leave the connection as it was.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task AServiceThatThrows()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        AssertFails(IkcStatus.Faulted, CallFate.Executed, () => pair.Client.Throw("on purpose"), "on purpose");
        await AssertFailsAsync(IkcStatus.Faulted, CallFate.Executed, async () => await pair.Client.ThrowAsync("later"), "later");
        Assert.Equal(3, pair.Client.Add(1, 2));
    }

    [Fact]
    public async Task MessagesOfExceptionsCrossOnlyWhereTheServiceSaysSo()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync(new IkcServeOptions());
        IkcException failure = Assert.Throws<IkcException>(() => pair.Client.Throw("secret"));
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeadlineEndsASynchronousCall()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync(new IkcServeOptions { Concurrency = IkcConcurrency.PerChannel });
        _ = pair.Client.Add(1, 1); // this thread has its lane: the call is sent whatever the machine is doing
        ILifeCalls hurried = pair.Client.With(deadline: TimeSpan.FromMilliseconds(20));
        AssertFails(IkcStatus.DeadlineExceeded, CallFate.MaybeExecuted, () => hurried.Block(2_000));
        Assert.Equal(5, pair.Client.Add(2, 3)); // on another lane: the first is late
    }

    [Fact]
    public async Task ADeadlineEndsAnAsynchronousCallAndCancelsItsService()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        ILifeCalls hurried = pair.Client.With(deadline: TimeSpan.FromMilliseconds(20));
        await AssertFailsAsync(IkcStatus.DeadlineExceeded, CallFate.MaybeExecuted, async () => await hurried.WaitForCancelAsync());
        await WaitUntilAsync(() => pair.Client.Cancelled() == 1);
    }

    [Fact]
    public async Task AnAnsweredCallIsNotCancelledByItsDeadline()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        await pair.Client.With(deadline: TimeSpan.FromMilliseconds(100)).LeaveTokenAsync();
        await Task.Delay(500); // nothing tells that a timer does not exist
        Assert.Equal(0, pair.Client.Cancelled());
    }

    /// <summary>The service's token can fire before the caller's own clock is looked at: the failure is the same.</summary>
    [Theory]
    [InlineData(IkcConcurrency.Inline)]
    [InlineData(IkcConcurrency.PerChannel)]
    public async Task AServiceThatItsDeadlineStopsSaysSo(IkcConcurrency concurrency)
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync(new IkcServeOptions { Concurrency = concurrency });
        for (int i = 0; i < 20; i++)
        {
            ILifeCalls hurried = pair.Client.With(deadline: TimeSpan.FromMilliseconds(2));
            AssertFails(IkcStatus.DeadlineExceeded, null, () => hurried.BlockUntilCancel(default));
            await AssertFailsAsync(IkcStatus.DeadlineExceeded, null, async () => await hurried.WaitForCancelAsync());
        }
    }

    [Fact]
    public async Task CancellationIsTheCallersTokenAndReachesTheService()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        using var cancel = new CancellationTokenSource();
        ValueTask waiting = pair.Client.WaitForCancelAsync(cancel.Token);
        await cancel.CancelAsync();
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        Assert.Equal(cancel.Token, cancelled.CancellationToken);
        await WaitUntilAsync(() => pair.Client.Cancelled() == 1);
    }

    [Theory]
    [InlineData(IkcConcurrency.Inline)]
    [InlineData(IkcConcurrency.PerChannel)]
    public async Task CancellationReachesAServiceThatBlocks(IkcConcurrency concurrency)
    {
        LifeService service = null!;
        await using Pair<ILife> pair = await Pair<ILife>.OpenAsync(
            node => service = new LifeService(node), new IkcServeOptions { Concurrency = concurrency });
        using var cancel = new CancellationTokenSource();
        Task cancelling = Task.Run(() =>
        {
            service.Blocking.Wait();
            cancel.Cancel();
        });
        OperationCanceledException cancelled =
            Assert.ThrowsAny<OperationCanceledException>(() => pair.Client.WaitForCancel(cancel.Token));
        Assert.Equal(cancel.Token, cancelled.CancellationToken);
        await cancelling;
        await WaitUntilAsync(() => pair.Client.Cancelled() == 1);
    }

    [Fact]
    public async Task ATokenThatIsCancelledAlreadySendsNothing()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        _ = pair.Client.Add(1, 1);
        long before = IkcChannel.Of(pair.Client).Counters.CallsSent;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pair.Client.AddAsync(1, 2, new CancellationToken(true)));
        Assert.Equal(before, IkcChannel.Of(pair.Client).Counters.CallsSent);
    }

    [Fact]
    public async Task APayloadThatIsTooLarge()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        AssertFails(IkcStatus.TooLarge, CallFate.Executed, () => pair.Client.Fill(int.MaxValue, 1).Dispose());
        Assert.Equal(3, pair.Client.Add(1, 2));
    }

    [Fact]
    public async Task SixtyFourMebibytesCrossBothWays()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        const int Length = 64 << 20;
        byte[] bytes = new byte[Length];
        bytes.AsSpan().Fill(3);
        Assert.Equal(3L * Length, pair.Client.Sum(bytes));
        using IkcLease<byte> lease = pair.Client.Fill(Length, 9);
        Assert.Equal(Length, lease.Length);
        Assert.False(lease.Span.ContainsAnyExcept((byte)9));
    }

    [Fact]
    public async Task ADisposedClientSaysSo()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        _ = pair.Client.Add(1, 2);
        await IkcChannel.Of(pair.Client).DisposeAsync();
        AssertFails(IkcStatus.Closed, CallFate.NotSent, () => pair.Client.Add(1, 2));
        await AssertFailsAsync(IkcStatus.Closed, CallFate.NotSent, async () => await pair.Client.AddAsync(1, 2));
        await IkcChannel.Of(pair.Client).Closed;
    }

    [Fact]
    public async Task ANodeThatIsClosedFailsItsCallsUnderWay()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        ValueTask waiting = pair.Client.WaitForCancelAsync();
        await pair.Caller.DisposeAsync();
        await AssertFailsAsync(IkcStatus.Closed, CallFate.MaybeExecuted, async () => await waiting);
    }

    private static void AssertFails(IkcStatus status, CallFate? fate, Action call, string? text = null) =>
        AssertIs(status, fate, text, Assert.Throws<IkcException>(call));

    private static async Task AssertFailsAsync(IkcStatus status, CallFate? fate, Func<Task> call, string? text = null) =>
        AssertIs(status, fate, text, await Assert.ThrowsAsync<IkcException>(call));

    private static void AssertIs(IkcStatus status, CallFate? fate, string? text, IkcException failure)
    {
        Assert.Equal((status, fate ?? failure.Fate), (failure.Status, failure.Fate));
        if (text is not null)
            Assert.Contains(text, failure.Message, StringComparison.Ordinal);
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(5);
    }
}
