// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>A service that answers what it likes: its client gets a typed failure, and its other connections live on.</summary>
public sealed partial class HostileServiceTests : IDisposable
{
    private const uint RingBytes = 1024 * 1024;

    private readonly TemporaryDomain _domain = new();
    private readonly TestHub _client;
    private readonly Attacker _service;

    public HostileServiceTests()
    {
        _client = new TestHub(_domain, 1);
        _service = new Attacker(_domain);
        _service.Fabric.Publish(new ServiceRow(CalculatorContract.Id, CalculatorContract.Id, []), takeOver: false, TimeSpan.FromSeconds(5));
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _domain.Dispose();
    }

    [Fact]
    public async Task AnAnswerWithAnotherNumberOfMethods() =>
        Assert.Equal(IkcStatus.ProtocolViolation, await ConnectFailsAsync(static (ref AreaHeader _) => { }, methods: 2));

    [Fact]
    public async Task AnAnswerWhoseRingIsTooSmallForItsReplies() =>
        Assert.Equal(IkcStatus.ProtocolViolation, await ConnectFailsAsync(static (ref AreaHeader header) => header.RingBytes = 4096));

    [Fact]
    public async Task AnAnswerWhoseRingLiesOutside() =>
        Assert.Equal(IkcStatus.ProtocolViolation, await ConnectFailsAsync(static (ref AreaHeader header) => header.RingOffset = 1 << 30));

    [Fact]
    public async Task AnAnswerOfAnotherVersion() =>
        Assert.Equal(IkcStatus.IncompatibleContract, await ConnectFailsAsync(static (ref AreaHeader header) => header.VersionMajor++));

    [Fact]
    public async Task ARefusalWithAStatusThatDoesNotExist() =>
        Assert.Equal(IkcStatus.Faulted, await ConnectFailsAsync(static (ref AreaHeader header) => header.Status = 12345));

    [Theory]
    [InlineData(RecordKind.Request, 0, 4)]
    [InlineData(RecordKind.Reply, 0, 1)] // shorter than an int
    [InlineData(RecordKind.Reply, RecordHeader.FlagSlot, 8)] // no slot descriptor
    internal async Task AReplyThatMakesNoSense(RecordKind kind, byte flags, int payloadBytes)
    {
        Task<CalculatorClient> connecting = _client.ConnectAsync();
        AttackChannel channel = Answer(static (ref AreaHeader _) => { }, methods: 3);
        CalculatorClient client = await connecting;
        Task<int> call = client.AddAsync(1, 2).AsTask();
        ulong callId = WaitForRequest();
        Assert.True(channel.TrySend(kind, flags, 0, callId, new byte[payloadBytes]));
        Wake();
        IkcException failure = await Assert.ThrowsAsync<IkcException>(() => call);
        Assert.Equal(IkcStatus.ProtocolViolation, failure.Status);
    }

    [Fact]
    public async Task ARequestSaysThatItsCallerHasOthersOpen()
    {
        Task<CalculatorClient> connecting = _client.ConnectAsync();
        AttackChannel channel = Answer(static (ref AreaHeader _) => { }, methods: 3);
        CalculatorClient client = await connecting;
        var flags = new List<byte>();
        var ids = new Queue<ulong>();
        Task<int>[] calls = [.. Enumerable.Range(0, 6).Select(_ => Call())];
        ids.Dequeue();
        Assert.Equal([0, 0, 0, RecordHeader.FlagMore, RecordHeader.FlagMore, RecordHeader.FlagMore], flags);

        while (ids.TryDequeue(out ulong id))
            channel.Send(RecordKind.Reply, 0, id, BitConverter.GetBytes(3));
        Wake();
        Assert.All(await Task.WhenAll(calls[1..]), sum => Assert.Equal(3, sum));
        _ = Call();
        Assert.Equal(0, flags[^1]);

        Task<int> Call()
        {
            Task<int> call = client.AddAsync(1, 2).AsTask();
            Assert.True(channel.TryReceive(out _, out ulong id, out _));
            flags.Add(channel.ReceivedFlags);
            ids.Enqueue(id);
            return call;
        }
    }

    [Fact]
    public async Task RepliesToCallsThatWereNeverMadeAreDropped()
    {
        Task<CalculatorClient> connecting = _client.ConnectAsync();
        AttackChannel channel = Answer(static (ref AreaHeader _) => { }, methods: 3);
        CalculatorClient client = await connecting;
        Task<int> call = client.AddAsync(1, 2).AsTask();
        ulong callId = WaitForRequest();
        Assert.True(channel.TrySend(RecordKind.Reply, 0, 0, callId + (1 << 16), new byte[4]));
        Assert.True(channel.TrySend(RecordKind.Reply, 0, 0, 0xFFFF, new byte[4]));
        Assert.True(channel.TrySend(RecordKind.Reply, 0, 0, callId, BitConverter.GetBytes(3)));
        Wake();
        Assert.Equal(3, await call);
    }

    private delegate void Change(ref AreaHeader header);

    private PeerArea? _request;

    private async Task<IkcStatus> ConnectFailsAsync(Change change, int methods = 3)
    {
        Task<CalculatorClient> connecting = _client.ConnectAsync();
        Answer(change, methods);
        return (await Assert.ThrowsAsync<IkcException>(() => connecting)).Status;
    }

    /// <summary>Takes the client's request and answers it with a header that has been changed.</summary>
    private AttackChannel Answer(Change change, int methods)
    {
        _request = _service.NextArea();
        AreaHeader asked = Attacker.HeaderOf(_request);
        EncodeBuffer text = Handshake.EncodeAnswer("", [.. Enumerable.Range(0, methods).Select(i => (ushort)i)]);
        AreaHeader header = _service.Header(AreaKind.Answer, asked.ChannelKey);
        header.RingBytes = RingBytes;
        header.HandshakeOffset = AreaLayout.RingOffset + RingBytes;
        header.HandshakeBytes = (ulong)text.Length;
        change(ref header);
        OwnArea mine = _service.Offer(header, text.Written, AreaLayout.RoundToPages(AreaLayout.RingOffset + RingBytes + text.Length));
        text.Return();
        header.RingOffset = AreaLayout.RingOffset;
        header.RingBytes = RingBytes;
        return new AttackChannel(mine, header, _request);
    }

    private ulong WaitForRequest() => Attacker.WaitForCallId(_request!);

    private void Wake() => _service.Fabric.Ring(_service.Peer, 0);
}
