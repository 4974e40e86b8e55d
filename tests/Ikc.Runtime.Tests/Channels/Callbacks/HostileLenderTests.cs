// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels.Callbacks;

/// <summary>A client that lends what does not exist: its own channel closes, or the calls to it fail, and nobody else notices.</summary>
public sealed class HostileLenderTests : IAsyncLifetime
{
    private readonly TemporaryDomain _domain = new();
    private readonly List<ITarget> _kept = [];
    private TestHub _server = null!;
    private TestHub _honest = null!;
    private BorrowerContract.Client _client = null!;
    private Attacker _attacker = null!;

    public async Task InitializeAsync()
    {
        _server = new TestHub(_domain, 0);
        _server.Serve(BorrowerContract.Definition, _kept);
        _honest = new TestHub(_domain, 1);
        _client = (BorrowerContract.Client)await _honest.ConnectAsync(BorrowerContract.Definition);
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
    [InlineData("no callback where there must be one", 0UL)]
    [InlineData("a slot without a generation", 3UL)]
    [InlineData("a slot that is one too high", 1UL << 16 | 256)]
    [InlineData("a slot that is the highest", 1UL << 16 | 0xFFFF)]
    [InlineData("all ones", ulong.MaxValue)]
    public async Task AnIdThatCannotBe(string what, ulong id)
    {
        Assert.NotEmpty(what);
        AttackChannel channel = _attacker.Open(5, BorrowerContract.Definition);
        channel.Send(RecordKind.Request, 0, CallId.Make(1, 1), BitConverter.GetBytes(id));
        Assert.Equal(IkcStatus.ProtocolViolation, channel.WaitForClose(_attacker));
        await AssertHonestClientIsServedAsync();
    }

    [Fact]
    public async Task AnIdThatIsCutOff()
    {
        AttackChannel channel = _attacker.Open(5, BorrowerContract.Definition);
        channel.Send(RecordKind.Request, 0, CallId.Make(1, 1), new byte[7]);
        Assert.Equal(IkcStatus.ProtocolViolation, channel.WaitForClose(_attacker));
        await AssertHonestClientIsServedAsync();
    }

    /// <summary>The first is still held, so an honest client would not have used its slot again.</summary>
    [Fact]
    public async Task ASlotThatIsUsedAgainTooEarly()
    {
        AttackChannel channel = _attacker.Open(5, BorrowerContract.Definition);
        channel.Send(RecordKind.Request, 0, CallId.Make(1, 1), BitConverter.GetBytes(CallId.Make(3, 1)));
        channel.Send(RecordKind.Request, 0, CallId.Make(2, 2), BitConverter.GetBytes(CallId.Make(3, 2)));
        Assert.Equal(IkcStatus.ProtocolViolation, channel.WaitForClose(_attacker));
        await AssertHonestClientIsServedAsync();
    }

    [Fact]
    public async Task ALenderThatNeverAnswersTheConnect()
    {
        ITarget proxy = await LendAsync(CallId.Make(7, 1));
        Assert.Equal(IkcStatus.DeadlineExceeded, Assert.Throws<IkcException>(() => proxy.Ping(1)).Status);
        Assert.Equal(IkcStatus.DeadlineExceeded, Assert.Throws<IkcException>(() => proxy.Ping(1)).Status);
        await AssertHonestClientIsServedAsync();
    }

    [Theory]
    [InlineData(IkcStatus.NotFound, IkcStatus.Revoked)]
    [InlineData(IkcStatus.PeerDied, IkcStatus.PeerDied)]
    [InlineData(IkcStatus.Ok, IkcStatus.ProtocolViolation)] // and as many ordinals as there are no methods
    public async Task ALenderThatRefusesTheConnect(IkcStatus answer, IkcStatus expected)
    {
        ITarget proxy = await LendAsync(CallId.Make(7, 1));
        Task<int> pinging = Task.Run(() => proxy.Ping(1));
        AreaHeader asked = Attacker.HeaderOf(_attacker.NextArea());
        AreaHeader header = _attacker.Header(AreaKind.Answer, asked.ChannelKey);
        header.Status = (uint)answer;
        header.RingBytes = 128 * 1024;
        header.HandshakeOffset = AreaLayout.RingOffset + (128 * 1024);
        header.HandshakeBytes = 8;
        _attacker.Offer(header, new byte[8], 256 * 1024);
        IkcException failure = await Assert.ThrowsAsync<IkcException>(() => pinging);
        Assert.Equal((expected, CallFate.NotSent), (failure.Status, failure.Fate));
        Assert.Equal(expected, Assert.Throws<IkcException>(() => proxy.Ping(1)).Status);
        Assert.Equal(expected, IkcChannel.Of(proxy).CloseStatus);
        await AssertHonestClientIsServedAsync();
    }

    /// <summary>As many as there are slots, none of which is ever given back.</summary>
    [Fact]
    public async Task AsManyAsThereCanBe()
    {
        AttackChannel channel = _attacker.Open(5, BorrowerContract.Definition);
        for (uint slot = 0; slot < Limits.CallbacksMax; slot++)
        {
            ulong callId = CallId.Make(1, slot + 1);
            channel.Send(RecordKind.Request, 0, callId, BitConverter.GetBytes(CallId.Make(slot, 1)));
            channel.WaitFor(RecordKind.Reply, callId, _attacker);
        }

        ServerConnection connection = Assert.IsType<ServerChannel>(_server.Hub.LinkOf(PeerOf(_kept[0])).Find(5)).Connection;
        Assert.Equal(Limits.CallbacksMax, connection.Callbacks.Count);
        connection.Close(IkcStatus.Closed);
        Assert.All(_kept, target => Assert.Equal(IkcStatus.PeerDied, IkcChannel.Of(target).CloseStatus));
        await AssertHonestClientIsServedAsync();
    }

    private static Peer PeerOf(ITarget target) => IkcChannel.Of(target).Connection.Link.Peer;

    private async Task<ITarget> LendAsync(ulong id)
    {
        AttackChannel channel = _attacker.Open(5, BorrowerContract.Definition);
        channel.Send(RecordKind.Request, 0, CallId.Make(1, 1), BitConverter.GetBytes(id));
        _attacker.Fabric.Ring(_attacker.Peer, 0);
        while (true)
        {
            lock (_kept)
            {
                if (_kept.Count > 0)
                    return _kept[0];
            }

            await Task.Yield();
        }
    }

    private async Task AssertHonestClientIsServedAsync()
    {
        await _client.KeepAsync(new Target());
        ITarget last;
        lock (_kept)
            last = _kept[^1];
        while (true)
        {
            try
            {
                Assert.Equal(8, last.Ping(7));
                return;
            }
            catch (IkcException e) when (e.Status == IkcStatus.DeadlineExceeded)
            {
                // A busy machine: this contract's deadline is short, for the lenders that never answer.
            }
        }
    }
}
