// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Calls;

/// <summary>What a caller learns of its call, in every shape: PROTOCOL's table in section 8.8, against a service in another process.</summary>
public sealed class FateTests : IAsyncLifetime
{
    private readonly TestDomain _domain = new();
    private PeerProcess _peer = null!;
    private IkcNode _node = null!;
    private IDeeds _deeds = null!;

    public async Task InitializeAsync()
    {
        _peer = PeerProcess.Start(_domain, 0, "serve-deeds");
        _node = _domain.Open(1);
        _deeds = await _node.ConnectAsync<IDeeds>();
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _peer.Dispose();
        _domain.Dispose();
    }

    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public async Task AnAnswer(string shape) => await Shapes.CallAsync(_deeds, shape, Deed.Answer);

    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public async Task ADeclaredFaultIsTyped(string shape)
    {
        IkcFaultException<Refusal> refused =
            await Assert.ThrowsAsync<IkcFaultException<Refusal>>(() => Shapes.CallAsync(_deeds, shape, Deed.Refuse));
        Assert.Equal((IkcStatus.Faulted, CallFate.Executed, "full"), (refused.Status, refused.Fate, refused.Fault.Reason));
        Assert.Equal([1, 2, 3], refused.Fault.Attempts);
        IkcFaultException missed = await Assert.ThrowsAnyAsync<IkcFaultException>(() => Shapes.CallAsync(_deeds, shape, Deed.Miss));
        Assert.Equal((42, DeedService.Key), Assert.IsType<Missing>(missed.Value) is var missing ? (missing.Id, missing.Key) : default);
        await Shapes.CallAsync(_deeds, shape, Deed.Answer);
    }

    /// <summary>More of them than there are bulk slots: each is freed.</summary>
    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public async Task AFaultMayBeLarge(string shape)
    {
        for (int i = 0; i < 100; i++)
        {
            IkcFaultException<Refusal> refused =
                await Assert.ThrowsAsync<IkcFaultException<Refusal>>(() => Shapes.CallAsync(_deeds, shape, Deed.RefuseAtLength));
            Assert.Equal(DeedService.LongReason, refused.Fault.Reason.Length);
        }

        await Shapes.CallAsync(_deeds, shape, Deed.Answer);
    }

    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public async Task EverythingElseThatIsThrownIsFaulted(string shape)
    {
        foreach (Deed deed in (Deed[])[Deed.Undeclared, Deed.Throw, Deed.RefuseWithoutReason])
            await AssertFailsAsync(IkcStatus.Faulted, CallFate.Executed, () => Shapes.CallAsync(_deeds, shape, deed));
        await AssertFailsAsync(IkcStatus.Cancelled, CallFate.Executed, () => Shapes.CallAsync(_deeds, shape, Deed.GiveUp));
        await Shapes.CallAsync(_deeds, shape, Deed.Answer);
    }

    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public async Task ADeadlineEndsTheCallOnBothSides(string shape)
    {
        await Shapes.CallAsync(_deeds, shape, Deed.Answer);
        await AssertFailsAsync(
            IkcStatus.DeadlineExceeded, CallFate.MaybeExecuted, () => Shapes.CallAsync(_deeds, shape, Deed.Wait, TimeSpan.FromMilliseconds(300)));
        await WaitForAsync(() => _deeds.Cancelled() == 1);
        await Shapes.CallAsync(_deeds, shape, Deed.Answer);
    }

    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public async Task CancellationEndsTheCallOnBothSides(string shape)
    {
        using var cancel = new CancellationTokenSource();
        Task call = Shapes.CallAsync(_deeds, shape, Deed.Wait, cancel.Token);
        await WaitForAsync(() => _deeds.Begun() == 1);
        await cancel.CancelAsync();
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, cancelled.CancellationToken);
        await WaitForAsync(() => _deeds.Cancelled() == 1);
        await Shapes.CallAsync(_deeds, shape, Deed.Answer);
    }

    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    [MemberData(nameof(Shapes.OneWay), MemberType = typeof(Shapes))]
    public async Task ATokenThatHasFiredSendsNothing(string shape)
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Shapes.CallAsync(_deeds, shape, Deed.Answer, new CancellationToken(canceled: true)));
        Assert.Equal(0, _deeds.Begun());
    }

    [Theory]
    [MemberData(nameof(Shapes.All), MemberType = typeof(Shapes))]
    public async Task DeathIsMaybeExecutedAndThenNotSent(string shape)
    {
        await AssertFailsAsync(IkcStatus.PeerDied, CallFate.MaybeExecuted, () => Shapes.CallAsync(_deeds, shape, Deed.Die));
        await AssertFailsAsync(IkcStatus.PeerDied, CallFate.NotSent, () => Shapes.CallAsync(_deeds, shape, Deed.Answer));
    }

    [Theory]
    [MemberData(nameof(Shapes.OneWay), MemberType = typeof(Shapes))]
    public async Task NothingComesBackFromOneWay(string shape)
    {
        foreach (Deed deed in (Deed[])[Deed.Answer, Deed.Refuse, Deed.Throw, Deed.GiveUp])
            await Shapes.CallAsync(_deeds, shape, deed);
        await WaitForAsync(() => _deeds.Begun() == 4);
        await Shapes.CallAsync(_deeds, shape, Deed.Die);
        await IkcChannel.Of(_deeds).Closed;
        await AssertFailsAsync(IkcStatus.PeerDied, CallFate.NotSent, () => Shapes.CallAsync(_deeds, shape, Deed.Answer));
    }

    [Fact]
    public async Task AFaultAfterAnAwait()
    {
        IkcFaultException<Refusal> refused = await Assert.ThrowsAsync<IkcFaultException<Refusal>>(async () => await _deeds.Later("später"));
        Assert.Equal("später", refused.Fault.Reason);
    }

    /// <summary>Faults are no part of the shape: the methods fit, and what one side does not declare is Faulted.</summary>
    [Fact]
    public async Task FaultsOfAnotherVersion()
    {
        IDeedsOfAnotherVersion other = await _node.ConnectAsync<IDeedsOfAnotherVersion>();
        Assert.True(IkcChannel.Of(other).Supports(1) && IkcChannel.Of(other).Supports(2) && IkcChannel.Of(other).Supports(4));
        await AssertFailsAsync(IkcStatus.Faulted, CallFate.Executed, () => Task.Run(() => other.Sync(Deed.Refuse)));
        await AssertFailsAsync(IkcStatus.Faulted, CallFate.Executed, () => Task.Run(() => other.Sync(Deed.RefuseAtLength)));
        await AssertFailsAsync(IkcStatus.Faulted, CallFate.Executed, async () => await other.Async(Deed.Refuse));
        await AssertFailsAsync(IkcStatus.Faulted, CallFate.Executed, async () => await other.Async(Deed.Miss));
        await AssertFailsAsync(IkcStatus.Faulted, CallFate.Executed, () => Task.Run(() => other.SyncVoid(Deed.Refuse)));
        Assert.Equal(42, Assert.Throws<IkcFaultException<Missing>>(() => other.SyncVoid(Deed.Miss)).Fault.Id);
        Assert.Equal(7, other.Sync(Deed.Answer));
    }

    /// <summary>Exactly an IkcException: a fault would be more than that.</summary>
    private static async Task AssertFailsAsync(IkcStatus status, CallFate fate, Func<Task> call)
    {
        IkcException failure = await Assert.ThrowsAsync<IkcException>(call);
        Assert.Equal((status, fate), (failure.Status, failure.Fate));
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(5);
    }
}
