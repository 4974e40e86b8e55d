// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Calls;

/// <summary>Contracts that inherit, stand inside other types, or are not the same on both sides.</summary>
public sealed class ContractTests
{
    [Fact]
    public async Task ADiamondIsServedUnderAllItsContracts()
    {
        await using Pair<IDiamond> pair = await Pair<IDiamond>.OpenAsync(new DiamondService());
        Assert.Equal("root 1", pair.Client.Root(1));
        Assert.Equal("left 2", pair.Client.Left(2));
        Assert.Equal("right 3", pair.Client.Right(3));
        Assert.Equal("right async 4", await pair.Client.RightAsync(4));
        Assert.Equal("diamond 5", pair.Client.Diamond(5));
        IRoot root = await pair.Caller.ConnectAsync<IRoot>();
        Assert.Equal("root 6", root.Root(6));
        IRight right = await pair.Caller.ConnectAsync<IRight>();
        Assert.Equal("right 7", right.Right(7));
        Assert.Equal("root 8", right.Root(8));
    }

    [Fact]
    public async Task AContractInsideAnotherType()
    {
        await using Pair<Outer.INested> pair = await Pair<Outer.INested>.OpenAsync(new Nested());
        Assert.Equal(84, pair.Client.Twice(42));
    }

    [Fact]
    public async Task AnotherVersionOfTheContract()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        ILifeOfAnotherVersion other = await pair.Caller.ConnectAsync<ILifeOfAnotherVersion>();
        IkcChannel channel = IkcChannel.Of(other);
        Assert.False(channel.Supports(1));
        Assert.True(channel.Supports(2));
        Assert.False(channel.Supports(99));
        Assert.Equal(IkcStatus.IncompatibleContract, Assert.Throws<IkcException>(() => other.Add(1, 2)).Status);
        Assert.Equal(IkcStatus.Unimplemented, Assert.Throws<IkcException>(() => other.Extra()).Status);
        Assert.Equal(5, await other.AddAsync(2, 3));
    }

    [Fact]
    public async Task WithOnAFakeSimplyCallsIt()
    {
        ILife fake = new LifeService(null!);
        Assert.Equal(5, fake.With(deadline: TimeSpan.FromSeconds(1)).Add(2, 3));
        Assert.Equal(5, await fake.With().AddAsync(2, 3));
        using IkcLease<byte> lease = fake.Fill(10, 4);
        Assert.Equal(10, lease.Span.Count((byte)4));
        Assert.Throws<ArgumentException>(() => IkcChannel.Of(fake));
        Assert.False(IkcChannel.TryOf(fake, out _));
    }

    [Fact]
    public async Task TheServiceKnowsItsCaller()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        Assert.Equal((pair.Caller.Self.Instance, pair.Caller.Self.Epoch), pair.Client.Caller());
        Assert.Null(IkcCall.Current);
    }

    private sealed class Nested : Outer.INested
    {
        public int Twice(int value) => 2 * value;
    }
}
