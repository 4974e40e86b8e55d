// SPDX-License-Identifier: MIT
namespace Ikc.Channels.Streams;

/// <summary>The table grows with the slots that are used, no further than was agreed, and loses no call by it.</summary>
public sealed class OpenStreamCallsTests
{
    private const uint SlotsMax = 4096;

    private readonly OpenStreamCalls<Call> _calls = new(SlotsMax);

    [Theory]
    [InlineData(0u, 4)]
    [InlineData(3u, 4)]
    [InlineData(4u, 8)]
    [InlineData(1000u, 1024)]
    [InlineData(4095u, 4096)]
    public void GrowsToThePowerOfTwoThatIsNeeded(uint slot, int slots)
    {
        Assert.Equal(0, _calls.Slots.Length);
        Assert.True(_calls.TryEnter(new Call(slot, 1)));
        Assert.Equal(slots, _calls.Slots.Length);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(3u)]
    [InlineData(5u)]
    [InlineData(100u)]
    public void GrowsNoFurtherThanWasAgreed(uint slotsMax)
    {
        var calls = new OpenStreamCalls<Call>(slotsMax);
        for (uint slot = 0; slot < slotsMax; slot++)
            Assert.True(calls.TryEnter(new Call(slot, 1)));
        Assert.Equal((int)slotsMax, calls.Slots.Length);
        Assert.Equal((int)slotsMax, calls.All().Length);
    }

    [Fact]
    public void FindsEveryCallWhileItGrows()
    {
        Call[] entered = [.. Enumerable.Range(0, (int)SlotsMax).Select(static slot => new Call((uint)slot, 7))];
        for (int i = 0; i < entered.Length; i++)
        {
            Assert.True(_calls.TryEnter(entered[i]));
            Assert.Same(entered[i / 2], _calls.Find(entered[i / 2].Id));
            Assert.Same(entered[i], _calls.Find(entered[i].Id));
        }

        Assert.Equal(entered, _calls.All());
    }

    [Fact]
    public void ASlotIsTakenUntilItsCallIsRemoved()
    {
        var first = new Call(2, 1);
        var second = new Call(2, 2);
        Assert.True(_calls.TryEnter(first));
        Assert.False(_calls.TryEnter(second));
        Assert.False(_calls.TryRemove(second));
        Assert.Same(first, _calls.Find(first.Id));
        Assert.True(_calls.TryRemove(first));
        Assert.False(_calls.TryRemove(first));
        Assert.True(_calls.TryEnter(second));
        Assert.Null(_calls.Find(first.Id)); // late records of the first are not the second's
        Assert.Same(second, _calls.Find(second.Id));
    }

    [Fact]
    public void WhatWasNeverEnteredIsNotFound()
    {
        Assert.Null(_calls.Find(CallId.Make(0, 1)));
        Assert.Null(_calls.Find(CallId.Make(0xFFFF, 1)));
        Assert.False(_calls.TryRemove(new Call(17, 1)));
    }

    [Fact]
    public void AfterItHasGrownItAllocatesNothing()
    {
        Call[] entered = [.. Enumerable.Range(0, 100).Select(static slot => new Call((uint)slot, 1))];
        EnterAndRemove(entered);
        long before = GC.GetAllocatedBytesForCurrentThread();
        EnterAndRemove(entered);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void EnterAndRemove(Call[] calls)
    {
        foreach (Call call in calls)
            _calls.TryEnter(call);
        foreach (Call call in calls)
            _calls.TryRemove(call);
    }

    private sealed class Call : StreamCall
    {
        public Call(uint slot, ulong generation)
            : base(null!) => Id = CallId.Make(slot, generation);

        public override StreamObstacle TryWrite(StreamChannel channel) => throw new NotSupportedException();

        public override void EndOutput(StreamOutput output, Exception? failure) => throw new NotSupportedException();

        public override void EndInput(StreamInput input) => throw new NotSupportedException();

        public override void Distrust() => throw new NotSupportedException();

        public override StreamInput? Input(ushort index) => throw new NotSupportedException();

        public override StreamOutput? Output(ushort index) => throw new NotSupportedException();
    }
}
