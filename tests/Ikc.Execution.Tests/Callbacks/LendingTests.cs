// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.Execution.Services;

namespace Ikc.Execution.Callbacks;

/// <summary>Who has what: what was lent comes back, is bounded, and ends with its connection.</summary>
public sealed class LendingTests
{
    /// <summary>More objects than there is room for, one after the other, each given back.</summary>
    [Fact]
    public async Task WhatIsGivenBackMakesRoom()
    {
        await using Pair<IMarket> pair = await Pair<IMarket>.OpenAsync(new MarketService());
        for (int i = 0; i < 3 * IkcLimits.Callbacks; i++)
        {
            pair.Client.Subscribe(1, new Fills(i));
            if (i % 10 == 0)
                Assert.Equal(2 * i, await pair.Client.TellAsync(1, 2));
            await pair.Client.UnsubscribeAsync(1);
        }
    }

    /// <summary>A service that never gives anything back costs its client no more than the limit, and until it reconnects.</summary>
    [Fact]
    public async Task WhatIsForgottenIsBounded()
    {
        await using Pair<IMarket> pair = await Pair<IMarket>.OpenAsync(new MarketService());
        Fills[] lent = [.. Enumerable.Range(0, IkcLimits.Callbacks).Select(i => new Fills(i))];
        foreach (Fills fills in lent)
            pair.Client.Forget(fills);
        IkcException full = Assert.Throws<IkcException>(() => pair.Client.Forget(new Fills()));
        Assert.Equal((IkcStatus.LimitReached, CallFate.NotSent), (full.Status, full.Fate));
        full = await Assert.ThrowsAsync<IkcException>(async () => await pair.Client.PlaceAsync(1, new Fills()));
        Assert.Equal((IkcStatus.LimitReached, CallFate.NotSent), (full.Status, full.Fate));
        full = await Assert.ThrowsAsync<IkcException>(async () => await pair.Client.ForgetAsync(new Fills()));
        Assert.Equal(IkcStatus.LimitReached, full.Status);
        Assert.Equal(3 * 70, pair.Client.Place(3, lent[70])); // those that are lent are lent again
        await IkcChannel.Of(pair.Client).DisposeAsync();
        IMarket again = await pair.Caller.ConnectAsync<IMarket>();
        again.Forget(new Fills());
    }

    /// <summary>Calls that wait for a credit, carrying callbacks, are given up: what they carried was never lent.</summary>
    [Fact]
    public async Task WhatWasNotSentIsNotLent()
    {
        const int InFlight = 128;
        await using Pair<IMarket> pair = await Pair<IMarket>.OpenAsync(new MarketService());
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int>[] waiting = [.. Enumerable.Range(0, InFlight).Select(_ => pair.Client.PlaceAsync(2, new Fills { Held = held.Task }).AsTask())];
        for (int round = 0; round < 4; round++)
        {
            using var cancelled = new CancellationTokenSource();
            Task<int>[] queued = [.. Enumerable.Range(0, 100).Select(_ => pair.Client.PlaceAsync(1, new Fills(), cancelled.Token).AsTask())];
            cancelled.Cancel();
            foreach (Task<int> one in queued)
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        foreach (int _ in Enumerable.Range(0, IkcLimits.Callbacks - InFlight))
            pair.Client.Forget(new Fills());
        held.SetResult();
        Assert.All(await Task.WhenAll(waiting), sum => Assert.Equal(2, sum));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NothingKeepsAnObjectThatNobodyHas(bool byClosing)
    {
        for (int round = 0; round < TestFabric.Rounds(10); round++)
        {
            await using Pair<IMarket> pair = await Pair<IMarket>.OpenAsync(new MarketService());
            WeakReference lent = Lend(pair.Client);
            Assert.Equal(3, await pair.Client.TellAsync(1, 3));
            if (byClosing)
                await IkcChannel.Of(pair.Client).DisposeAsync();
            else
                await pair.Client.UnsubscribeAsync(1);
            while (lent.IsAlive)
            {
                await Task.Delay(5);
                GC.Collect();
            }
        }
    }

    /// <summary>Passing an object and giving it back race; the last one passed always works.</summary>
    [Fact]
    public async Task PassingAndGivingBackRace()
    {
        await using Pair<IMarket> pair = await Pair<IMarket>.OpenAsync(
            new MarketService(), new IkcServeOptions { Concurrency = IkcConcurrency.PerChannel });
        var fills = new Fills(1);
        Task[] churning = [.. Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < 2_000; i++)
                {
                    pair.Client.Subscribe(1, fills);
                    pair.Client.UnsubscribeAsync(1).AsTask().Wait();
                }
            },
            TaskCreationOptions.LongRunning))];
        await Task.WhenAll(churning);
        pair.Client.Subscribe(2, fills);
        Assert.Equal(5, await pair.Client.TellAsync(2, 5));
        await pair.Client.UnsubscribeAsync(2);
        for (int i = 0; i < IkcLimits.Callbacks; i++)
            pair.Client.Forget(new Fills()); // all places are free again
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Lend(IMarket market)
    {
        var fills = new Fills();
        market.Subscribe(1, fills);
        return new WeakReference(fills);
    }
}

/// <summary>After warm-up neither calling back nor passing a callback allocates, on either side.</summary>
[Collection("alone")]
public sealed class CallbackAllocationTests
{
    private const int WarmUp = 20_000;
    private const int Calls = 200_000;

    // The process and the test host allocate for reasons of their own, tens of kilobytes: far below one object a call.
    private const long NoiseBytes = Calls;

    [Fact]
    public async Task CallingBack()
    {
        await using Pair<IMarket> pair = await Pair<IMarket>.OpenAsync(new MarketService());
        pair.Client.Subscribe(1, new Fills());
        pair.Client.Measure(1, WarmUp);
        Assert.InRange(pair.Client.Measure(1, Calls), 0, NoiseBytes);
    }

    [Fact]
    public async Task PassingAndCallingBack()
    {
        await using Pair<IMarket> pair = await Pair<IMarket>.OpenAsync(new MarketService());
        var fills = new Fills();
        for (int i = 0; i < WarmUp; i++)
            pair.Client.Place(i, fills);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < Calls / 2; i++)
            pair.Client.Place(i, fills); // calls back twice: three calls
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 3 * NoiseBytes / 2);
    }

    [Fact]
    public async Task PassingAsynchronously()
    {
        await using Pair<IMarket> pair = await Pair<IMarket>.OpenAsync(new MarketService());
        var fills = new Fills();
        await RepeatAsync(pair.Client, fills, WarmUp);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await RepeatAsync(pair.Client, fills, Calls / 2);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, NoiseBytes);
    }

    private static async Task RepeatAsync(IMarket market, Fills fills, int count)
    {
        for (int i = 0; i < count; i++)
            await market.ForgetAsync(fills);
    }
}
