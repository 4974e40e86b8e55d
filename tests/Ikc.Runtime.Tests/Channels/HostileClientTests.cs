// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>
/// A client that writes what it likes: at worst its own channel closes, with a status that says so, and an honest client beside it never
/// notices.
/// </summary>
public sealed class HostileClientTests : IAsyncLifetime
{
    private readonly TemporaryDomain _domain = new();
    private TestHub _server = null!;
    private TestHub _honest = null!;
    private CalculatorClient _client = null!;
    private Attacker _attacker = null!;

    public async Task InitializeAsync()
    {
        _server = new TestHub(_domain, 0);
        _server.Serve();
        _honest = new TestHub(_domain, 1);
        _client = await _honest.ConnectAsync();
        _attacker = new Attacker(_domain, _server.Hub.Fabric.Self);
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
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AreasWithRandomHeaders(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 300; i++)
            _attacker.OfferNonsense(random);
        await AssertHonestClientIsServedAsync();
        Assert.Equal(IkcStatus.Ok, (IkcStatus)_attacker.Open(1).Answer.Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task ARingOfRandomBytes(int seed)
    {
        var random = new Random(seed);
        AttackChannel channel = _attacker.Open((ulong)seed);
        random.NextBytes(channel.Ring[8..]);
        channel.Ring[0] = 1; // something that is there, and committed by nobody
        Assert.Equal(IkcStatus.ProtocolViolation, channel.WaitForClose(_attacker));
        await AssertHonestClientIsServedAsync();
    }

    [Theory]
    [InlineData(RecordKind.Request, 0, 99, 8)] // no such method
    [InlineData(RecordKind.Request, 0, 0, 8)] // a synchronous method on channel 0
    [InlineData(RecordKind.OneWay, 0, 1, 8)] // a method with a reply, without one
    [InlineData(RecordKind.Request, 0, 1, 3)] // arguments that end too early
    [InlineData(RecordKind.Reply, 0, 1, 8)] // a reply to a service
    [InlineData(RecordKind.Request, RecordHeader.FlagDeadline, 1, 8)] // a deadline that is not there
    [InlineData(RecordKind.Request, RecordHeader.FlagSlot, 1, 8)] // a slot descriptor that is not one
    internal async Task RecordsThatMakeNoSense(RecordKind kind, byte flags, ushort method, int payloadBytes)
    {
        AttackChannel channel = _attacker.Open(5);
        Assert.True(channel.TrySend(kind, flags, method, CallId.Make(1, 1), new byte[payloadBytes]));
        Assert.Equal(IkcStatus.ProtocolViolation, channel.WaitForClose(_attacker));
        await AssertHonestClientIsServedAsync();
    }

    [Fact]
    public async Task ACallSlotBeyondThoseAskedFor()
    {
        AttackChannel channel = _attacker.Open(5);
        Assert.True(channel.TrySend(RecordKind.Request, 0, 1, CallId.Make(4, 1), new byte[8]));
        Assert.Equal(IkcStatus.ProtocolViolation, channel.WaitForClose(_attacker));
        await AssertHonestClientIsServedAsync();
    }

    [Fact]
    public async Task ASlotThatIsNeverOffered()
    {
        AttackChannel channel = _attacker.Open(5);
        var slot = new SlotDescriptor { Slot = 0, Generation = 1, Sequence = 1, PayloadBytes = 8 };
        Assert.True(channel.TrySendSlot(slot));
        _attacker.Fabric.Ring(_attacker.Peer, 0);
        await AssertHonestClientIsServedAsync();
        Assert.Null(channel.ClosedBy); // it only waits: the offer may still come
    }

    [Theory]
    [InlineData(40u, 1u, 1u)] // no such slot number
    [InlineData(0u, 1u, 7u)] // a sequence that cannot be
    internal async Task ASlotThatCannotBe(uint slot, uint generation, uint sequence)
    {
        AttackChannel channel = _attacker.Open(5);
        var descriptor = new SlotDescriptor { Slot = slot, Generation = generation, Sequence = sequence, PayloadBytes = 8 };
        Assert.True(channel.TrySendSlot(descriptor));
        Assert.Equal(IkcStatus.ProtocolViolation, channel.WaitForClose(_attacker));
        await AssertHonestClientIsServedAsync();
    }

    [Fact]
    public async Task RepliesThatAreNeverRead()
    {
        AttackChannel channel = _attacker.Open(5);
        for (uint i = 0; channel.ClosedBy is null; i++)
        {
            _ = channel.TrySend(RecordKind.Request, 0, 1, CallId.Make(i % 4, i + 1), new byte[8]);
            _attacker.Fabric.Ring(_attacker.Peer, 0);
        }

        Assert.Equal(IkcStatus.ProtocolViolation, channel.ClosedBy);
        await AssertHonestClientIsServedAsync();
    }

    [Fact]
    public async Task AHeadBeyondWhatWasWritten()
    {
        AttackChannel channel = _attacker.Open(5);
        channel.SetHead(1UL << 40);
        for (uint i = 0; channel.ClosedBy is null; i++)
        {
            _ = channel.TrySend(RecordKind.Request, 0, 1, CallId.Make(i % 4, i + 1), new byte[8]);
            _attacker.Fabric.Ring(_attacker.Peer, 0);
        }

        Assert.Equal(IkcStatus.ProtocolViolation, channel.ClosedBy);
        await AssertHonestClientIsServedAsync();
    }

    [Fact]
    public async Task ControlWordsOfNonsense()
    {
        AttackChannel channel = _attacker.Open(5);
        AttackChannel lane = _attacker.OpenLane(5, 6);
        lane.Control.Fill(0xA5);
        Assert.NotEqual(IkcStatus.Ok, lane.WaitForClose(_attacker));
        channel.Control.Fill(0x5A);
        Assert.NotEqual(IkcStatus.Ok, channel.WaitForClose(_attacker));
        await AssertHonestClientIsServedAsync();
    }

    [Fact]
    public async Task TheSameChannelTwiceAndLanesOfNothing()
    {
        Assert.Equal(0u, _attacker.Open(5).Answer.Status);
        Assert.Equal((uint)IkcStatus.LimitReached, _attacker.Open(5).Answer.Status);
        Assert.Equal((uint)IkcStatus.PeerDied, _attacker.OpenLane(1234, 6).Answer.Status);
        await AssertHonestClientIsServedAsync();
    }

    [Fact]
    public async Task AnotherProtocolVersion()
    {
        AreaHeader header = _attacker.Header(AreaKind.Connect, 7);
        header.VersionMajor++;
        _attacker.Offer(header);
        AreaHeader answer = Attacker.HeaderOf(_attacker.NextArea());
        Assert.Equal(((uint)IkcStatus.IncompatibleContract, Wire.VersionMajor), (answer.Status, answer.VersionMajor));
        await AssertHonestClientIsServedAsync();
    }

    [Fact]
    public async Task MoreReplyRingsThanOnePeerMayHave()
    {
        uint refused = 0;
        for (ulong key = 1; key < 100 && refused == 0; key++)
        {
            AreaHeader header = _attacker.Header(AreaKind.Connect, key);
            header.CallSlots = Limits.CallSlotsMax;
            header.ReplyRecordBytes = Limits.ReplyRecordBytesMax;
            EncodeTextInto(ref header, out byte[] text);
            _attacker.Offer(header, text);
            refused = Attacker.HeaderOf(_attacker.NextArea()).Status;
        }

        Assert.Equal((uint)IkcStatus.LimitReached, refused);
        await AssertHonestClientIsServedAsync();
    }

    private static void EncodeTextInto(ref AreaHeader header, out byte[] text)
    {
        CompilerServices.EncodeBuffer request = Handshake.EncodeRequest(CalculatorContract.Id, CalculatorContract.Definition);
        text = request.Written.ToArray();
        header.HandshakeBytes = (ulong)text.Length;
        request.Return();
    }

    private async Task AssertHonestClientIsServedAsync()
    {
        Assert.Equal(5, _client.Add(2, 3));
        Assert.Equal(7, await _client.AddAsync(3, 4));
        using IkcLease<byte> lease = _client.Fill(100_000);
        Assert.Equal(7, lease.Span[99_999]);
        CalculatorClient another = await _honest.ConnectAsync();
        Assert.Equal(9, another.Add(4, 5));
        await another.Channel.DisposeAsync();
    }
}
