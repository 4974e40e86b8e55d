// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.CompilerServices;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>The service's side of one channel: reads requests, dispatches them, writes replies.</summary>
/// <remarks>
/// Requests are read by one thread at a time (the pump, or the channel's work item). Replies of channel 0 are written by whoever
/// completes a call, under the gate; a lane has one call at a time, so its replies need no gate.
/// </remarks>
internal sealed unsafe class ServerChannel : ChannelEnd, IThreadPoolWorkItem
{
    private const int FailureTextBytesMax = 1024;
    private const int RecordsPerWorkItem = 256;

    private readonly IkcDispatcher _dispatcher;
    private readonly IkcMethodKind[] _kinds;
    private readonly OpenCall?[] _open;
    private readonly bool _isLane;
    private readonly bool _onThreadPool;
    private readonly Lock _controlLock = new();
    private Gate _gate;
    private ReadingPace _pace;

    public ServerChannel(
        Hub hub, ServerConnection connection, OwnArea ownArea, in AreaHeader own, PeerArea peerArea, in AreaHeader peer)
        : base(hub, connection.Link, ownArea, own, peerArea, peer)
    {
        Connection = connection;
        _dispatcher = connection.Service.Dispatcher;
        _kinds = connection.Kinds;
        _isLane = peer.Lane != 0;
        _onThreadPool = connection.Service.Limits.Concurrency == IkcConcurrency.PerChannel;
        _open = new OpenCall?[peer.CallSlots];
        InlineReplyBytesMax = Math.Min(peer.ReplyRecordBytes - RecordHeader.SizeBytes, Writer.PayloadBytesMax);
        Counters->Role = ChannelCounters.RoleService;
        Counters->Key = Key;
    }

    public ServerConnection Connection { get; }

    public IkcDispatcher Dispatcher => _dispatcher;

    /// <summary>The channel whose call the current thread dispatches.</summary>
    public static ServerChannel? Current => ThreadScope.Known?.Dispatching;

    public uint InlineReplyBytesMax { get; }

    public override bool ClearsBusyItself => _onThreadPool;

    // ---- requests --------------------------------------------------------------------------------------------------------------------

    public override int Visit(ThreadScope me, int recordsMax)
    {
        if (!_onThreadPool)
            return Drain(me, recordsMax);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return 1;
    }

    void IThreadPoolWorkItem.Execute()
    {
        Drain(ThreadScope.Mine, RecordsPerWorkItem);
        Volatile.Write(ref IsBusy, false);
        Hub.Hand(this);
    }

    private int Drain(ThreadScope me, int recordsMax)
    {
        int count = 0;
        bool more = false;
        while (count < recordsMax && IsOpen)
        {
            RingResult result = Reader.TryRead(out Record record);
            if (result == RingResult.Empty)
            {
                if (!_pace.EndRow(more) || !Hub.Pump.HasTime)
                    break;
                _pace.Linger();
                more = false;
                continue;
            }

            if (result != RingResult.Ok || !IsSensible(record))
            {
                Violate();
                break;
            }

            if (_pace.Next())
                Reader.Prefetch();
            more = record.SaysMore;
            if (!TryDispatch(me, record))
                break;
            count++;
        }

        return count + LookAtControl();
    }

    private bool IsSensible(in Record record)
    {
        if (record.Kind is not (RecordKind.Request or RecordKind.OneWay))
            return record.Kind > RecordKind.Failure; // kinds of a newer minor version are skipped
        if (record.Method >= _kinds.Length)
            return false;
        bool oneWay = record.Kind == RecordKind.OneWay;
        IkcMethodKind kind = _kinds[record.Method];
        IkcMethodKind expected = _isLane
            ? oneWay ? IkcMethodKind.OneWay : IkcMethodKind.Sync
            : oneWay ? IkcMethodKind.OneWayAsync : IkcMethodKind.Async;
        return kind == expected && (oneWay || CallId.Slot(record.CallId) < _open.Length);
    }

    /// <summary>Dispatches one record.</summary>
    /// <returns>False when it stays where it is: the bulk slot that it names has not come yet, or the channel was closed.</returns>
    private bool TryDispatch(ThreadScope me, in Record record)
    {
        Unsafe.SkipInit(out IkcServerCall call);
        if (record.Kind > RecordKind.Failure)
        {
            FreeSlotOf(record);
            Pass(record.RecordBytes, isOneWay: true);
            return true;
        }

        if ((record.Flags & RecordHeader.FlagsOfPayload) == 0)
        {
            call.Begin(this, record, new ReadOnlySpan<byte>(record.Payload, (int)record.PayloadBytes), 0, null);
        }
        else
        {
            RingResult result = TryLocate(record, out ReadOnlySpan<byte> arguments, out long deadlineNs, out ServerBulk? bulk);
            if (result == RingResult.Violation)
                Violate();
            if (result != RingResult.Ok)
                return false;
            call.Begin(this, record, arguments, deadlineNs, bulk);
        }

        Counters->RecordsReceived++; // before the reply: whoever has it finds the call counted
        ServerChannel? before = me.Dispatching;
        me.Dispatching = this;
        try
        {
            _dispatcher.Dispatch(ref call);
        }
        catch (Exception e)
        {
            call.Fail(e);
        }
        finally
        {
            me.Dispatching = before;
        }

        call.Finish();
        return true;
    }

    /// <summary>Finds the arguments of a record that has more than arguments: a prefix, or a bulk slot.</summary>
    private RingResult TryLocate(scoped in Record record, out ReadOnlySpan<byte> arguments, out long deadlineNs, out ServerBulk? bulk)
    {
        arguments = default;
        deadlineNs = 0;
        bulk = null;
        byte* payload = record.Payload;
        uint payloadBytes = record.PayloadBytes;
        if (record.HasDeadline)
        {
            if (payloadBytes < RecordHeader.DeadlinePrefixBytes)
                return RingResult.Violation;
            deadlineNs = Math.Max(1, *(long*)payload);
            payload += RecordHeader.DeadlinePrefixBytes;
            payloadBytes -= RecordHeader.DeadlinePrefixBytes;
        }

        if (!record.HasSlot)
        {
            arguments = new ReadOnlySpan<byte>(payload, (int)payloadBytes);
            return RingResult.Ok;
        }

        if (payloadBytes != SlotDescriptor.SizeBytes)
            return RingResult.Violation;
        SlotDescriptor slot = *(SlotDescriptor*)payload;
        RingResult result = TryFindSlot(slot, out PeerArea? area);
        if (result != RingResult.Ok)
            return result;
        arguments = new ReadOnlySpan<byte>(area!.Base + AreaLayout.BulkOffset, (int)slot.PayloadBytes);
        bulk = ServerBulk.Rent();
        bulk.Slot = slot;
        bulk.SlotArea = area;
        return RingResult.Ok;
    }

    /// <summary>Gives the request's record back, before user code runs where nothing of it is lent.</summary>
    public void Pass(uint recordBytes, bool isOneWay)
    {
        Reader.Advance(recordBytes);
        if (_isLane && !isOneWay)
            Reader.PublishHead(); // the lane's only writer waits for this very reply, so it does not wait for room
        else
            PublishHead();
    }

    /// <summary>The peer broke the protocol: its channel closes, nothing else.</summary>
    public void Violate()
    {
        Counters->Violations++;
        Close(IkcStatus.ProtocolViolation);
    }

    // ---- control words -----------------------------------------------------------------------------------------------------------------

    /// <summary>Looks at close and cancel words. Any thread: also while the channel's reader is inside a service method.</summary>
    public int LookAtControl()
    {
        if (!HasControlNews)
            return 0;
        lock (_controlLock)
        {
            if (!TakeControlChange())
                return 0;
        }

        if (PeerClose() != IkcStatus.Ok)
        {
            Close(IkcStatus.Closed);
            return 1;
        }

        for (int i = 0; i < _open.Length; i++)
            _open[i]?.CancelIfAsked(Theirs->Cancel[i]);
        return 1;
    }

    /// <summary>The token of a call; made when a method asks for it.</summary>
    public OpenCall Open(ulong callId, long deadlineNs)
    {
        uint slot = CallId.Slot(callId);
        OpenCall call = _open[slot] ??= new OpenCall();
        call.Begin(callId, deadlineNs);
        Hub.WatchControl(this);
        call.CancelIfAsked(Theirs->Cancel[slot]);
        return call;
    }

    // ---- replies -----------------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Makes room for a reply in the ring; on true the caller commits without running foreign code between. The client's credits leave
    /// room for every reply, so a full ring is its violation, and the pump never waits for space (rule 17).
    /// </summary>
    public bool TryBeginReply(uint payloadBytes, out byte* payload)
    {
        if (!_isLane)
            _gate.Enter();
        payload = null;
        RingResult result = IsOpen ? Writer.TryReserve(payloadBytes, out payload) : RingResult.Full;
        if (result == RingResult.Ok)
            return true;
        if (!_isLane)
            _gate.Exit();
        if (IsOpen)
            Violate();
        return false;
    }

    public void CommitReply(uint payloadBytes, RecordKind kind, byte flags, ulong callId)
    {
        _open[CallId.Slot(callId)]?.End(callId);
        Writer.Commit(payloadBytes, kind, flags, 0, callId);
        Counters->RecordsSent++;
        WakeReader();
        Writer.ClearAhead();
        if (!_isLane)
            _gate.Exit();
    }

    public void AbortReply()
    {
        if (!_isLane)
            _gate.Exit();
    }

    /// <summary>Answers with a failure. What the peer is told of an exception is the service's choice.</summary>
    public void ReplyFailure(ulong callId, IkcStatus status, CallFate fate, string text)
    {
        Span<byte> encoded = stackalloc byte[FailureTextBytesMax];
        if (!System.Text.Encoding.UTF8.TryGetBytes(text, encoded, out int textBytes))
            System.Text.Encoding.UTF8.GetEncoder().Convert(text, encoded, flush: true, out _, out textBytes, out _);
        textBytes = Math.Min(textBytes, (int)InlineReplyBytesMax - 8);
        if (!TryBeginReply((uint)(8 + textBytes), out byte* payload))
            return;
        *(uint*)payload = (uint)status;
        *(uint*)(payload + 4) = (uint)fate;
        encoded[..textBytes].CopyTo(new Span<byte>(payload + 8, textBytes));
        CommitReply((uint)(8 + textBytes), RecordKind.Failure, 0, callId);
    }

    public void ReplyException(ulong callId, Exception exception)
    {
        CountFault();
        bool overdue = _open[CallId.Slot(callId)]?.IsOverdue(callId) == true;
        (IkcStatus status, string text) = exception switch
        {
            IkcException { Status: IkcStatus.RingFull or IkcStatus.TooLarge or IkcStatus.Unimplemented } e => (e.Status, e.Message),
            OperationCanceledException when overdue => (IkcStatus.DeadlineExceeded, "The deadline of the call has passed."),
            OperationCanceledException => (IkcStatus.Cancelled, "The service cancelled the call."),
            _ when Connection.Service.Limits.IncludeExceptionMessages => (IkcStatus.Faulted, $"{exception.GetType().Name}: {exception.Message}"),
            _ => (IkcStatus.Faulted, "The service threw an exception."),
        };
        ReplyFailure(callId, status, overdue ? CallFate.MaybeExecuted : CallFate.Executed, text);
    }

    /// <summary>Counts an exception. Late ones come after the channel is gone.</summary>
    public void CountFault()
    {
        _gate.Enter();
        if (IsOpen)
            Counters->Faults++;
        _gate.Exit();
    }

    // ---- the end -----------------------------------------------------------------------------------------------------------------------

    protected override void OnClosed()
    {
        foreach (OpenCall? call in _open)
            call?.Cancel();
        Connection.Remove(this, CloseStatus);
    }

    /// <summary>Called by the pump when nobody reads the channel any more.</summary>
    public override void Retire()
    {
        _gate.Enter(); // whoever replies later sees that the channel is closed
        Link.Discharge(OwnArea.SizeBytes);
        ReleaseAreas();
        _gate.Exit();
    }
}
