// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels.Streams;

/// <summary>A client that writes what it likes into its stream channel: at worst that channel closes, and an honest client never notices.</summary>
public sealed class HostileStreamClientTests : IAsyncLifetime
{
    private static readonly ulong s_id = CallId.Make(1, 1);

    private readonly TemporaryDomain _domain = new();
    private TestHub _server = null!;
    private TestHub _honest = null!;
    private StreamClient _client = null!;
    private Attacker _attacker = null!;
    private AttackChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _server = new TestHub(_domain, 0);
        _server.Serve(StreamContract.Definition);
        _honest = new TestHub(_domain, 1);
        _client = (StreamClient)await _honest.ConnectAsync(StreamContract.Definition);
        _attacker = new Attacker(_domain, _server.Hub.Fabric.Self);
        Assert.Equal(0u, _attacker.Open(5, StreamContract.Definition).Answer.Status);
        _channel = _attacker.OpenStreams(5, 6);
    }

    public Task DisposeAsync()
    {
        _attacker.Dispose();
        _honest.Dispose();
        _server.Dispose();
        _domain.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(RecordKind.Items, 1, 0)] // no item
    [InlineData(RecordKind.Items, 1, 6)] // half of one
    [InlineData(RecordKind.Items, 0, 4)] // the result is the service's
    [InlineData(RecordKind.Items, 2, 4)] // a stream that the method does not have
    [InlineData(RecordKind.End, 2, 0)]
    [InlineData(RecordKind.End, 0, 0)]
    [InlineData(RecordKind.Credit, 0, 8)] // its result is no stream
    [InlineData(RecordKind.Credit, 1, 8)] // what it sends itself
    [InlineData(RecordKind.Stop, 1, 0)] // what it sends itself
    [InlineData(RecordKind.Reply, 0, 8)]
    [InlineData(RecordKind.Failure, 0, 8)]
    [InlineData(RecordKind.OneWay, StreamContract.Hold, 0)]
    [InlineData(RecordKind.Request, StreamContract.Hold, 0)] // the call slot is taken
    internal Task RecordsThatMakeNoSenseInAnOpenCall(RecordKind kind, ushort index, int payloadBytes) =>
        IsAViolationAsync(StreamContract.Hold, channel => channel.Send(kind, index, s_id, new byte[payloadBytes]));

    [Theory]
    [InlineData(99)] // no such method
    [InlineData(StreamContract.Add)] // one without streams
    [InlineData(StreamContract.Ticks)] // without its arguments
    internal async Task RequestsThatMakeNoSense(ushort method)
    {
        _channel.Send(RecordKind.Request, method, s_id, default);
        await IsClosedAsync();
    }

    [Theory]
    [InlineData(RecordKind.Request)]
    [InlineData(RecordKind.Items)]
    internal async Task ACallSlotBeyondThoseAskedFor(RecordKind kind)
    {
        _channel.Send(kind, StreamContract.Sum, CallId.Make(4, 1), new byte[8]);
        await IsClosedAsync();
    }

    [Fact]
    public Task ItemsBeyondTheCredit() => IsAViolationAsync(StreamContract.Hold, channel =>
    {
        int sentBytes = 0;
        while (channel.ClosedBy is null)
        {
            if (channel.TrySend(RecordKind.Items, 0, 1, s_id, new byte[4096]))
                sentBytes += 4096;
            _attacker.Fabric.Ring(_attacker.Peer, 0);
        }

        Assert.InRange(sentBytes, Limits.StreamCreditBytes + 4096, Limits.StreamCreditBytes + (48 * 1024)); // and what its ring holds
    });

    [Fact]
    public Task ItemsAfterTheEnd() => IsAViolationAsync(StreamContract.Hold, static channel =>
    {
        channel.Send(RecordKind.End, 1, s_id, default);
        channel.Send(RecordKind.Items, 1, s_id, new byte[4]);
    });

    [Fact]
    public Task TwoEnds() => IsAViolationAsync(StreamContract.Hold, static channel =>
    {
        channel.Send(RecordKind.End, 1, s_id, default);
        channel.Send(RecordKind.End, 1, s_id, default);
    });

    [Theory]
    [InlineData(1L << 40)]
    [InlineData(-1L)]
    [InlineData((1L << 30) - 1)] // with what a stream has at first, too much
    public Task CreditsThatNobodyCanHave(long bytes) =>
        IsAViolationAsync(StreamContract.Scale, channel => channel.Send(RecordKind.Credit, 0, s_id, BitConverter.GetBytes(bytes)));

    [Fact]
    public Task ACreditOfAnotherSize() =>
        IsAViolationAsync(StreamContract.Scale, static channel => channel.Send(RecordKind.Credit, 0, s_id, new byte[3]));

    [Theory]
    [InlineData(1000u)] // longer than the batch
    [InlineData(0xFFFF_FFFFu)]
    public Task AnItemThatIsLongerThanItsBatch(uint itemBytes) =>
        IsAViolationAsync(StreamContract.Join, channel => channel.Send(RecordKind.Items, 1, s_id, BitConverter.GetBytes((ulong)itemBytes)));

    [Fact]
    public Task AnItemThatCannotBeDecoded() => IsAViolationAsync(StreamContract.Join, static channel =>
        channel.Send(RecordKind.Items, 1, s_id, [4, 0, 0, 0, 0, 0, 0, 0, 77, 0, 0, 0, 0, 0, 0, 0]));

    [Fact]
    public async Task WhatBelongsToNoOpenCallIsDropped()
    {
        foreach (RecordKind kind in (RecordKind[])[RecordKind.Items, RecordKind.Credit, RecordKind.End, RecordKind.Stop])
        {
            _channel.Send(kind, 1, CallId.Make(2, 77), new byte[8]);
            _channel.Send(kind, 9, s_id, default);
        }

        _channel.Send(RecordKind.Request, StreamContract.Sum, s_id, default);
        _channel.Send(RecordKind.Items, 1, s_id, [3, 0, 0, 0, 4, 0, 0, 0]);
        _channel.Send(RecordKind.End, 1, s_id, default);
        Assert.Equal(7, BitConverter.ToInt64(_channel.WaitFor(RecordKind.Reply, s_id, _attacker)));
        _channel.Send(RecordKind.Items, 1, s_id, new byte[4]); // late: the call is over
        _channel.Send(RecordKind.End, 1, s_id, default);
        ulong next = CallId.Make(1, 2);
        _channel.Send(RecordKind.Request, StreamContract.Sum, next, default);
        _channel.Send(RecordKind.End, 1, next, default);
        Assert.Equal(0, BitConverter.ToInt64(_channel.WaitFor(RecordKind.Reply, next, _attacker)));
        await AssertHonestClientIsServedAsync();
    }

    [Fact]
    public async Task WhoNeverReadsStopsHisOwnStreamsOnly()
    {
        for (uint slot = 0; slot < 4; slot++)
            _channel.Send(RecordKind.Request, StreamContract.Ticks, CallId.Make(slot, 1), BitConverter.GetBytes(1_000_000L));
        _attacker.Fabric.Ring(_attacker.Peer, 0);
        await AssertHonestClientIsServedAsync();
        Assert.Null(_channel.ClosedBy);
    }

    [Fact]
    public async Task AnotherStreamChannelAndOneOfNothing()
    {
        Assert.Equal((uint)IkcStatus.LimitReached, _attacker.OpenStreams(5, 7).Answer.Status);
        Assert.Equal((uint)IkcStatus.PeerDied, _attacker.OpenStreams(1234, 8).Answer.Status);
        Assert.Equal((uint)IkcStatus.ProtocolViolation, _attacker.OpenStreams(5, 9, callSlots: 4097).Answer.Status);
        await AssertHonestClientIsServedAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task AnythingAtAll(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 2_000 && _channel.ClosedBy is null; i++)
        {
            byte[] payload = new byte[random.Next(4) * 8];
            random.NextBytes(payload);
            var kind = (RecordKind)random.Next(2, 12);
            _ = _channel.TrySend(kind, (byte)random.Next(4), (ushort)random.Next(7), CallId.Make((uint)random.Next(5), (ulong)random.Next(3)), payload);
            _attacker.Fabric.Ring(_attacker.Peer, 0);
        }

        await AssertHonestClientIsServedAsync();
    }

    private async Task IsAViolationAsync(ushort method, Action<AttackChannel> attack)
    {
        _channel.Send(RecordKind.Request, method, s_id, default);
        _attacker.Fabric.Ring(_attacker.Peer, 0);
        attack(_channel);
        await IsClosedAsync();
    }

    private async Task IsClosedAsync()
    {
        Assert.Equal(IkcStatus.ProtocolViolation, _channel.WaitForClose(_attacker));
        await AssertHonestClientIsServedAsync();
    }

    private async Task AssertHonestClientIsServedAsync()
    {
        long count = 0;
        await foreach (StreamContract.Tick tick in _client.Ticks(5_000))
            Assert.Equal(count++, tick.Number);
        Assert.Equal(5_000, count);
        Assert.Equal(4_950, await _client.SumAsync(Enumerable.Range(0, 100).ToAsyncEnumerable()));
        Assert.Equal(3, await _client.AddAsync(1, 2));
    }
}
