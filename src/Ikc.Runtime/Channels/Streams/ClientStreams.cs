// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels.Streams;

/// <summary>The stream channel of a connection, on the client's side.</summary>
internal sealed unsafe class ClientStreams : StreamChannel
{
    private readonly OpenStreamCalls<ClientStreamCall> _calls;
    private readonly Stack<uint> _freeSlots = new(); // of those that were used before
    private uint _slotsUsed;
    private ulong _generation;

    public ClientStreams(ClientConnection connection, OwnArea ownArea, in AreaHeader own, PeerArea peerArea, in AreaHeader peer)
        : base(connection.Hub, connection.Link, ownArea, own, peerArea, peer)
    {
        Connection = connection;
        _calls = new OpenStreamCalls<ClientStreamCall>(own.CallSlots);
        Counters->Role = ChannelCounters.RoleClient;
    }

    public ClientConnection Connection { get; }

    // ---- calls ------------------------------------------------------------------------------------------------------------------------------

    /// <summary>Enters a call, which may then be sent.</summary>
    public bool TryOpen(ClientStreamCall call, [NotNullWhen(false)] out IkcException? refusal)
    {
        refusal = null;
        Gate.Enter();
        if (!IsOpen)
        {
            refusal = Connection.Failure(CloseStatus, CallFate.NotSent);
        }
        else if (!TryTakeSlot(out uint slot))
        {
            refusal = new IkcException(IkcStatus.LimitReached, $"A connection has at most {_calls.SlotsMax} stream calls open.");
        }
        else
        {
            call.Id = CallId.Make(slot, ++_generation);
            _calls.TryEnter(call);
        }

        Gate.Exit();
        return refusal is null;
    }

    /// <summary>One that was used before, so that the table grows only where more calls than ever are open at a time.</summary>
    private bool TryTakeSlot(out uint slot)
    {
        if (_freeSlots.TryPop(out slot))
            return true;
        slot = _slotsUsed;
        if (slot == _calls.SlotsMax)
            return false;
        _slotsUsed++;
        return true;
    }

    /// <summary>The call is over on the service's side too, or never came there. Under the gate.</summary>
    public void Close(ClientStreamCall call)
    {
        if (_calls.TryRemove(call))
            _freeSlots.Push(CallId.Slot(call.Id));
    }

    // ---- records ----------------------------------------------------------------------------------------------------------------------------

    protected override bool TryHandle(ref StreamRecord record, out StreamSender? resumed)
    {
        resumed = null;
        bool belongs = record.Kind is RecordKind.Reply or RecordKind.Failure or RecordKind.Items or RecordKind.Credit or RecordKind.Stop;
        if (!belongs)
            return false;
        if (_calls.Find(record.CallId) is not { } call)
            return true; // late
        switch (record.Kind)
        {
            case RecordKind.Items:
                return call.Input(record.Index) is { } input && TryAdd(input, ref record, out resumed);
            case RecordKind.Credit:
                return call.Output(record.Index) is { } credited && TryCredit(credited, record, out resumed);
            case RecordKind.Stop:
                return call.Output(record.Index) is { } stopped && Stop(stopped, out resumed);
            default:
                if (call.TryTakeReply(record))
                    resumed = call;
                Gate.Enter();
                Close(call);
                Gate.Exit();
                return true;
        }
    }

    protected override void OnPeerClosed(IkcStatus reason) =>
        Close(reason == IkcStatus.ProtocolViolation ? reason : IkcStatus.PeerDied);

    // ---- the end ----------------------------------------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override long ExpireCalls(long now)
    {
        long next = long.MaxValue;
        Gate.Enter();
        foreach (ClientStreamCall? call in _calls.Slots)
        {
            if (call is null || call.IsEnded)
                continue;
            if (call.EndTimestamp > now)
            {
                next = Math.Min(next, call.EndTimestamp);
                continue;
            }

            if (call.TryExpire())
                Counters->Timeouts++;
        }

        Gate.Exit();
        return next;
    }

    protected override void OnClosed()
    {
        Gate.Enter();
        ClientStreamCall[] calls = _calls.All();
        _calls.Clear();
        Gate.Exit();
        IkcStatus reason = CloseStatus;
        Connection.Close(reason);
        Hub.Defer(() =>
        {
            foreach (ClientStreamCall call in calls)
                call.End(Connection.Failure(reason, call.Fate), atOnce: false);
        });
    }
}
