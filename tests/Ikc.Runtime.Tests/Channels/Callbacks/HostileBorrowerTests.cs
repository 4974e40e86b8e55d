// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels.Callbacks;

/// <summary>A service that dials what it was not lent: it is refused by name, and what it was lent goes on.</summary>
public sealed class HostileBorrowerTests : IAsyncLifetime
{
    private readonly TemporaryDomain _domain = new();
    private readonly TestHub _client;
    private readonly Attacker _service;
    private ClientConnection _connection = null!;
    private LentCallback _lent = null!;
    private ulong _nextKey = 100;

    public HostileBorrowerTests()
    {
        _client = new TestHub(_domain, 1);
        _service = new Attacker(_domain);
        _service.Fabric.Publish(new ServiceRow(BorrowerContract.Id, BorrowerContract.Id, []), takeOver: false, TimeSpan.FromSeconds(5));
    }

    public async Task InitializeAsync()
    {
        Task<object> connecting = _client.ConnectAsync(BorrowerContract.Definition);
        AreaHeader asked = Attacker.HeaderOf(_service.NextArea());
        EncodeBuffer text = Handshake.EncodeAnswer("", [0]);
        AreaHeader header = _service.Header(AreaKind.Answer, asked.ChannelKey);
        header.RingBytes = 1024 * 1024;
        header.HandshakeOffset = AreaLayout.RingOffset + header.RingBytes;
        header.HandshakeBytes = (ulong)text.Length;
        Answer = _service.Offer(header, text.Written, 2 * 1024 * 1024);
        text.Return();
        _connection = ((BorrowerContract.Client)await connecting).Channel.Connection;
        _lent = _connection.Callbacks.Lend(TargetContract.Definition, new Target());
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        _service.Dispose();
        _domain.Dispose();
        return Task.CompletedTask;
    }

    private OwnArea Answer { get; set; } = null!;

    [Fact]
    public void WhatWasLentIsOpened()
    {
        Assert.Equal(IkcStatus.Ok, Dial(_connection.Zero.Key, _lent.Id));
        Assert.Equal(IkcStatus.Ok, Dial(_connection.Zero.Key, _lent.Id)); // before the first is closed
    }

    [Fact]
    public void IdsThatWereMadeUp()
    {
        var random = new Random(1);
        ulong key = _connection.Zero.Key;
        Assert.Equal(IkcStatus.NotFound, Dial(key, 0));
        Assert.Equal(IkcStatus.NotFound, Dial(key, _lent.Id + 1)); // another slot
        Assert.Equal(IkcStatus.NotFound, Dial(key, _lent.Id + (1 << 16))); // another generation
        Assert.Equal(IkcStatus.NotFound, Dial(key, _lent.Id | 0xFFFF));
        for (int i = 0; i < 50; i++)
            Assert.Equal(IkcStatus.NotFound, Dial(key, (ulong)random.NextInt64()));
        AssertLentGoesOn();
    }

    [Fact]
    public void ConnectionsThatWereMadeUp()
    {
        Assert.Equal(IkcStatus.PeerDied, Dial(0, _lent.Id));
        Assert.Equal(IkcStatus.PeerDied, Dial(_connection.Zero.Key + 1, _lent.Id));
        ulong callback = _nextKey;
        Assert.Equal(IkcStatus.Ok, Dial(_connection.Zero.Key, _lent.Id));
        Assert.Equal(IkcStatus.PeerDied, Dial(callback, _lent.Id)); // a channel of the link, that lent nothing
        AssertLentGoesOn();
    }

    /// <summary>Key and id are no secret that opens anything: they mean something on the one link only.</summary>
    [Fact]
    public void AnotherNodeThatKnowsKeyAndId()
    {
        using var other = new Attacker(_domain, _client.Hub.Fabric.Self);
        Assert.Equal(IkcStatus.PeerDied, Dial(other, Text(_connection.Zero.Key, _lent.Id, TargetContract.Definition)));
        AssertLentGoesOn();
    }

    [Fact]
    public void AnotherContract()
    {
        Assert.Equal(IkcStatus.IncompatibleContract, Dial(_service, Text(_connection.Zero.Key, _lent.Id, CalculatorContract.Definition)));
        AssertLentGoesOn();
    }

    [Fact]
    public void ATextThatIsCutOff()
    {
        byte[] whole = Text(_connection.Zero.Key, _lent.Id, TargetContract.Definition);
        for (int length = 0; length < whole.Length; length++)
            Assert.Equal(IkcStatus.ProtocolViolation, Dial(_service, whole[..length]));
        AssertLentGoesOn();
    }

    [Fact]
    public void MoreConnectsThanACallbackTakes()
    {
        for (int i = 0; i < LentCallback.ConnectionsMax; i++)
            AssertLentGoesOn();
        Assert.Equal(IkcStatus.LimitReached, Dial(_connection.Zero.Key, _lent.Id));
    }

    /// <summary>Words of nonsense take back nothing that they do not hit by chance, and then only the service's own.</summary>
    [Fact]
    public void CountsThatWereMadeUp()
    {
        SetReleased(0xA5A5A5A5);
        Assert.Equal(IkcStatus.Ok, Dial(_connection.Zero.Key, _lent.Id));
        SetReleased(1);
        _connection.ReclaimCallbacks();
        Assert.Equal(0, _connection.Callbacks.Count);
        Assert.Equal(IkcStatus.NotFound, Dial(_connection.Zero.Key, _lent.Id));
        LentCallback again = _connection.Callbacks.Lend(TargetContract.Definition, new Target());
        Assert.Equal((_lent.Slot, false), (again.Slot, again.Id == _lent.Id)); // the slot is used again, its id never
        Assert.Equal(IkcStatus.NotFound, Dial(_connection.Zero.Key, _lent.Id));
        Assert.Equal(IkcStatus.Ok, Dial(_connection.Zero.Key, again.Id));
    }

    [Fact]
    public void AfterTheConnectionHasClosed()
    {
        ulong key = _connection.Zero.Key;
        _connection.Close(IkcStatus.Closed);
        Assert.Equal(IkcStatus.PeerDied, Dial(key, _lent.Id));
        Assert.Throws<IkcException>(() => _connection.Callbacks.Lend(TargetContract.Definition, new Target()));
    }

    private unsafe void SetReleased(uint count) =>
        new Span<uint>(((ControlWords*)(Answer.Base + AreaLayout.ControlOffset))->ReleasedCallbacks, Limits.CallbacksMax).Fill(count);

    private void AssertLentGoesOn() => Assert.Equal(IkcStatus.Ok, Dial(_connection.Zero.Key, _lent.Id));

    private IkcStatus Dial(ulong lenderKey, ulong id) => Dial(_service, Text(lenderKey, id, TargetContract.Definition));

    private IkcStatus Dial(Attacker attacker, byte[] text)
    {
        AreaHeader header = attacker.Header(AreaKind.Connect, _nextKey++);
        header.HandshakeBytes = (ulong)text.Length;
        attacker.Offer(header, text);
        return (IkcStatus)Attacker.HeaderOf(attacker.AnswerTo(header.ChannelKey)).Status;
    }

    private static byte[] Text(ulong lenderKey, ulong id, IkcContractDefinition contract)
    {
        EncodeBuffer text = Handshake.EncodeCallbackRequest(lenderKey, id, contract);
        byte[] copy = text.Written.ToArray();
        text.Return();
        return copy;
    }
}
