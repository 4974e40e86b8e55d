// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels.Streams;

/// <summary>A service that sends what it likes into a stream channel: its client's calls end with a typed failure.</summary>
public sealed class HostileStreamServiceTests : IAsyncLifetime
{
    private readonly TemporaryDomain _domain = new();
    private TestHub _client = null!;
    private Attacker _service = null!;
    private StreamClient _stream = null!;
    private AttackChannel _channel = null!;
    private PeerArea _requests = null!;

    public async Task InitializeAsync()
    {
        _client = new TestHub(_domain, 1);
        _service = new Attacker(_domain);
        _service.Fabric.Publish(new ServiceRow(StreamContract.Id, StreamContract.Id, []), takeOver: false, TimeSpan.FromSeconds(5));
        Task<object> connecting = _client.ConnectAsync(StreamContract.Definition);
        Answer(methods: 6, out _);
        _channel = Answer(methods: 0, out _requests);
        _stream = (StreamClient)await connecting;
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        _service.Dispose();
        _domain.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(RecordKind.Items, 0, 0)] // no item
    [InlineData(RecordKind.Items, 0, 63)] // a part of one
    [InlineData(RecordKind.Items, 1, 64)] // a stream that the call does not have
    [InlineData(RecordKind.Credit, 1, 8)]
    [InlineData(RecordKind.Stop, 1, 0)]
    [InlineData(RecordKind.End, 0, 0)] // a service's stream ends with its reply
    [InlineData(RecordKind.Request, 0, 0)]
    [InlineData(RecordKind.OneWay, 0, 0)]
    internal Task RecordsThatMakeNoSense(RecordKind kind, ushort index, int payloadBytes) =>
        IsAViolationAsync((id, channel) => channel.Send(kind, index, id, new byte[payloadBytes]));

    [Fact]
    public Task ItemsBeyondTheCredit() => IsAViolationAsync(static (id, channel) =>
    {
        for (int i = 0; i < 40; i++)
            channel.Send(RecordKind.Items, 0, id, new byte[4096]);
    });

    [Fact]
    public async Task CreditBeyondTheLimitForWhatTheClientSends()
    {
        Task<long> sum = _stream.SumAsync(WaitAsync()).AsTask();
        _channel.Send(RecordKind.Credit, 1, Attacker.WaitForCallId(_requests), BitConverter.GetBytes(1L << 30));
        Wake();
        Assert.Equal(IkcStatus.ProtocolViolation, (await Assert.ThrowsAsync<IkcException>(() => sum)).Status);
    }

    [Fact]
    public async Task WhatBelongsToNoCallIsDroppedAndItemsAfterTheReplyToo()
    {
        await using IAsyncEnumerator<StreamContract.Tick> items = _stream.Ticks(1).GetAsyncEnumerator();
        ulong id = Attacker.WaitForCallId(_requests);
        foreach (RecordKind kind in (RecordKind[])[RecordKind.Items, RecordKind.Credit, RecordKind.Stop, RecordKind.Reply, RecordKind.Failure])
            _channel.Send(kind, 3, id + (1UL << 16), new byte[9]);
        _channel.Send(RecordKind.Items, 0, id, new byte[128]);
        _channel.Send(RecordKind.Reply, 0, id, default);
        _channel.Send(RecordKind.Items, 0, id, new byte[64]);
        Wake();
        Assert.True(await items.MoveNextAsync());
        Assert.True(await items.MoveNextAsync());
        Assert.False(await items.MoveNextAsync());
        Assert.True(_stream.Channel.IsOpen);
    }

    [Fact]
    public async Task AFailureOfNonsenseIsAFailure()
    {
        await using IAsyncEnumerator<StreamContract.Tick> items = _stream.Ticks(1).GetAsyncEnumerator();
        _channel.Send(RecordKind.Failure, 0, Attacker.WaitForCallId(_requests), new byte[3]);
        Wake();
        Assert.Equal(IkcStatus.Faulted, (await Assert.ThrowsAsync<IkcException>(async () => await items.MoveNextAsync())).Status);
        Assert.True(_stream.Channel.IsOpen);
    }

    private async Task IsAViolationAsync(Action<ulong, AttackChannel> attack)
    {
        await using IAsyncEnumerator<StreamContract.Tick> items = _stream.Ticks(1).GetAsyncEnumerator();
        attack(Attacker.WaitForCallId(_requests), _channel);
        Wake();
        Assert.Equal(IkcStatus.ProtocolViolation, _channel.WaitForClose(_service));
        IkcException failure = await Assert.ThrowsAsync<IkcException>(async () =>
        {
            while (await items.MoveNextAsync())
            {
            }
        });
        Assert.Equal(IkcStatus.ProtocolViolation, failure.Status);
        await _stream.Channel.Closed;
    }

    /// <summary>Takes the client's next request and answers it with a ring as large as the client's own, or larger.</summary>
    private AttackChannel Answer(int methods, out PeerArea request)
    {
        const uint RingBytes = 1024 * 1024;
        request = _service.NextArea();
        AreaHeader asked = Attacker.HeaderOf(request);
        EncodeBuffer text = Handshake.EncodeAnswer("", [.. Enumerable.Range(0, methods).Select(i => (ushort)i)]);
        AreaHeader header = _service.Header(AreaKind.Answer, asked.ChannelKey);
        header.Lane = asked.Lane;
        header.RingBytes = RingBytes;
        header.HandshakeOffset = AreaLayout.RingOffset + RingBytes;
        header.HandshakeBytes = (ulong)text.Length;
        OwnArea mine = _service.Offer(header, text.Written, AreaLayout.RoundToPages(AreaLayout.RingOffset + RingBytes + text.Length));
        text.Return();
        return new AttackChannel(mine, header, request);
    }

    private static async IAsyncEnumerable<int> WaitAsync()
    {
        await Task.Delay(Timeout.Infinite);
        yield return 1;
    }

    private void Wake() => _service.Fabric.Ring(_service.Peer, 0);
}
