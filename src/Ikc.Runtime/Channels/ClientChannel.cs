// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>
/// Channel 0 of a connection: asynchronous calls of any thread, their replies read by the pump. A call takes a credit (its slot in the
/// table, and room in the reply ring); without a credit or room it waits its turn in a bounded queue, and the pump sends it.
/// </summary>
internal sealed unsafe class ClientChannel : ChannelEnd
{
    private const int QueuedCallsMax = 4096;
    private const int SeveralCalls = 4;
    private const long QueuedBytesMax = 256L << 20;

    private readonly PendingCall?[] _calls;
    private readonly ulong[] _callIds;
    private readonly Credits _credits;
    private readonly Queue<PendingCall> _queue = new();
    private volatile int _queued; // how many those are, for a look without the gate
    private long _queuedBytes;
    private ulong _generation;
    private Gate _gate;
    private ReadingPace _pace;

    public ClientChannel(ClientConnection connection, OwnArea ownArea, in AreaHeader own, PeerArea peerArea, in AreaHeader peer)
        : base(connection.Hub, connection.Link, ownArea, own, peerArea, peer)
    {
        Connection = connection;
        _calls = new PendingCall?[own.CallSlots];
        _callIds = new ulong[own.CallSlots];
        _credits = new Credits(own.CallSlots);
        InlinePayloadBytesMax = Writer.PayloadBytesMax - RecordHeader.DeadlinePrefixBytes;
        Counters->Role = ChannelCounters.RoleClient;
        Counters->Key = Key;
    }

    public ClientConnection Connection { get; }

    /// <summary>The largest arguments that stand in the ring.</summary>
    public uint InlinePayloadBytesMax { get; }

    // ---- sending ------------------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Makes room for a record in the ring. On true the caller has the producer role and ends it with <see cref="Commit"/> or
    /// <see cref="Abort"/>, with no foreign code between.
    /// </summary>
    public bool TryBegin(uint payloadBytes, out byte* payload)
    {
        payload = null;
        _gate.Enter();
        if (IsOpen && _queue.Count == 0 && _credits.HasAny
            && Writer.TryReserve(payloadBytes, out payload) == RingResult.Ok)
            return true;
        _gate.Exit();
        return false;
    }

    /// <summary>Sends the record that was begun; the call is null for a one-way call.</summary>
    public void Commit(PendingCall? call, uint payloadBytes, byte flags, ushort method)
    {
        CommitUnderGate(call, payloadBytes, flags, method);
        _gate.Exit();
        if (call is not null && call.EndTimestamp != long.MaxValue)
            Hub.NoteDeadline(call.EndTimestamp);
    }

    /// <summary>Writes the remaining time before the arguments that were written in place.</summary>
    public void WritePrefix(uint payloadBytes, long timeoutNs)
    {
        _ = Writer.TryReserve(payloadBytes, out byte* payload); // the same room again
        *(long*)payload = timeoutNs;
        *(long*)(payload + sizeof(long)) = 0;
    }

    public void Abort() => _gate.Exit();

    /// <summary>Sends an encoded call, now or when its turn comes.</summary>
    public void Submit(PendingCall call)
    {
        if (_queued == 0 && call.Request is { } request && request.Length > InlinePayloadBytesMax)
            MoveToSlot(call);
        IkcException? refusal = null;
        bool first = false;
        _gate.Enter();
        if (!IsOpen)
        {
            refusal = Connection.Failure(CloseStatus, CallFate.NotSent);
        }
        else if (_queue.Count > 0 || TrySendUnderGate(call) != Obstacle.None)
        {
            first = _queue.Count == 0;
            if (_queue.Count >= QueuedCallsMax || (!first && _queuedBytes + call.QueuedBytes > QueuedBytesMax))
                refusal = new IkcException(IkcStatus.RingFull, $"{_queue.Count} calls are waiting for '{Connection.Target.ServiceName}' already.");
            else
                Enqueue(call);
        }

        bool sent = !call.IsQueued;
        _gate.Exit();
        if (refusal is not null)
        {
            FreeRequest(call);
            call.Fail(refusal);
            return;
        }

        if (call.EndTimestamp != long.MaxValue)
            Hub.NoteDeadline(call.EndTimestamp);
        if (first && !sent)
            AskForVisit();
        if (sent && call.IsOneWay)
            call.Complete();
    }

    private void Enqueue(PendingCall call)
    {
        // Only the first in the queue may hold a bulk slot: the first must never wait for what those behind it hold.
        if (_queue.Count > 0 && call.HasLoan)
            MoveToBuffer(call);
        call.IsQueued = true;
        _queue.Enqueue(call);
        _queued = _queue.Count;
        _queuedBytes += call.QueuedBytes;
    }

    private void CommitUnderGate(PendingCall? call, uint payloadBytes, byte flags, ushort method)
    {
        if (call is null || call.IsOneWay)
        {
            Writer.Commit(payloadBytes, RecordKind.OneWay, flags, method, 0);
        }
        else
        {
            uint slot = _credits.Take();
            ulong callId = CallId.Make(slot, ++_generation);
            call.CallId = callId;
            _callIds[slot] = callId;
            Volatile.Write(ref _calls[slot], call);
            if (_credits.OpenCalls >= SeveralCalls)
                flags |= RecordHeader.FlagMore;
            Writer.Commit(payloadBytes, RecordKind.Request, flags, method, callId);
        }

        Counters->RecordsSent++;
        WakeReader();
        Writer.ClearAhead();
    }

    /// <summary>Copies an encoded call into the ring, if there is a credit, room, and the bulk slot it needs.</summary>
    private Obstacle TrySendUnderGate(PendingCall call)
    {
        if (!call.IsOneWay && !_credits.HasAny)
            return Obstacle.Credit;
        EncodeBuffer? request = call.Request;
        if (request is not null && request.Length > InlinePayloadBytesMax)
            return Obstacle.Slot;
        bool hasDeadline = call.EndTimestamp != long.MaxValue;
        uint prefixBytes = hasDeadline ? (uint)RecordHeader.DeadlinePrefixBytes : 0;
        uint sizeBytes = prefixBytes + (call.HasLoan ? SlotDescriptor.SizeBytes : (uint)request!.Length);
        RingResult result = Writer.TryReserve(sizeBytes, out byte* payload);
        if (result != RingResult.Ok)
            return Obstacle.Space;
        byte flags = 0;
        if (hasDeadline)
        {
            flags |= RecordHeader.FlagDeadline;
            *(long*)payload = WaitClock.NsUntil(call.EndTimestamp);
            *(long*)(payload + sizeof(long)) = 0;
            payload += prefixBytes;
        }

        if (call.HasLoan)
        {
            flags |= RecordHeader.FlagSlot;
            *(SlotDescriptor*)payload = call.Loan.Describe(call.LoanBytes);
            OutSlots.Sent(call.Loan);
            call.HasLoan = false;
        }
        else
        {
            request!.Written.CopyTo(new Span<byte>(payload, request.Length));
            request.Return();
            call.Request = null;
        }

        CommitUnderGate(call, sizeBytes, flags, call.Method);
        call.Lending?.Sent();
        call.Lending = null;
        return Obstacle.None;
    }

    /// <summary>Copies arguments that are too large for the ring into a bulk slot, if one is free. Never under the gate.</summary>
    private bool MoveToSlot(PendingCall call)
    {
        EncodeBuffer request = call.Request!;
        if (!OutSlots.TryFill(request.Written, out SlotLoan loan))
            return false;
        call.LoanBytes = request.Length;
        call.Loan = loan;
        call.HasLoan = true;
        call.Request = null;
        request.Return();
        return true;
    }

    private void MoveToBuffer(PendingCall call)
    {
        EncodeBuffer buffer = EncodeBuffer.Rent();
        buffer.Reserve((int)call.LoanBytes);
        new ReadOnlySpan<byte>(call.Loan.Payload, (int)call.LoanBytes).CopyTo(buffer.Memory);
        buffer.Length = (int)call.LoanBytes;
        call.Request = buffer;
        OutSlots.Abandon(call.Loan);
        call.HasLoan = false;
    }

    private void FreeRequest(PendingCall call)
    {
        call.Request?.Return();
        call.Request = null;
        if (call.HasLoan)
            OutSlots.Abandon(call.Loan);
        call.HasLoan = false;
        call.Lending?.GiveUp();
        call.Lending = null;
    }

    // ---- the queue: sent by the pump ----------------------------------------------------------------------------------------------------

    private void AskForVisit()
    {
        Volatile.Write(ref WantsVisit, true);
        Hub.Hand(this);
    }

    /// <summary>There may be room, or a free slot.</summary>
    public override void OnRung()
    {
        if (_queued > 0)
            Volatile.Write(ref WantsVisit, true);
    }

    /// <summary>Sends what its turn has come for. Obstacles end the loop: a reply, or a bell for room or a slot, brings the pump back.</summary>
    private int SendQueued()
    {
        int count = 0;
        bool armed = false;
        while (IsOpen)
        {
            Obstacle obstacle = TrySendFirst(armed, out PendingCall? call);
            if (call is null)
                break;
            if (obstacle == Obstacle.None)
            {
                count++;
                armed = false;
                if (call.IsOneWay)
                    call.Complete();
            }
            else if (obstacle == Obstacle.Slot && (MoveToSlot(call) || TryMoveAfterArming(call)))
            {
                armed = false;
            }
            else if (obstacle != Obstacle.Space || armed)
            {
                break;
            }
            else
            {
                armed = true; // for room, under the gate; the next turn of the loop looks again before this ends
            }
        }

        return count;
    }

    private bool TryMoveAfterArming(PendingCall call)
    {
        ArmForSlot();
        return MoveToSlot(call);
    }

    private Obstacle TrySendFirst(bool armed, out PendingCall? call)
    {
        _gate.Enter();
        Obstacle obstacle = Obstacle.None;
        if (_queue.TryPeek(out call))
        {
            long bytes = call.QueuedBytes;
            obstacle = TrySendUnderGate(call);
            if (obstacle == Obstacle.None)
                Dequeue(bytes);
            else if (obstacle == Obstacle.Space && !armed)
                ArmForSpace((uint)(call.HasLoan ? SlotDescriptor.SizeBytes : call.Request!.Length) + RecordHeader.DeadlinePrefixBytes);
        }

        _gate.Exit();
        return obstacle;
    }

    private void Dequeue(long bytes)
    {
        _queue.Dequeue().IsQueued = false;
        _queued = _queue.Count;
        _queuedBytes -= bytes;
    }

    /// <summary>Takes a call out of the middle of the queue; under the gate.</summary>
    private void Unqueue(PendingCall gone)
    {
        for (int count = _queue.Count; count > 0; count--)
        {
            PendingCall call = _queue.Dequeue();
            if (call != gone)
                _queue.Enqueue(call);
        }

        _queued = _queue.Count;
        _queuedBytes -= gone.QueuedBytes;
        gone.IsQueued = false;
        FreeRequest(gone);
    }

    // ---- replies: read by the pump ------------------------------------------------------------------------------------------------------

    public override int Visit(ThreadScope me, int recordsMax)
    {
        Volatile.Write(ref WantsVisit, false); // before the queue is looked at
        int count = 0;
        while (count < recordsMax && IsOpen)
        {
            RingResult result = Reader.TryRead(out Record record);
            if (result == RingResult.Empty)
            {
                _pace.EndRow(more: false);
                break;
            }

            if (result != RingResult.Ok || record.Kind is RecordKind.Request or RecordKind.OneWay)
            {
                Violate();
                break;
            }

            if (_pace.Next())
                Reader.Prefetch();
            if (!TryTake(record))
                break;
            count++;
        }

        if (TakeControlChange())
        {
            if (PeerClose() is var reason && reason != IkcStatus.Ok)
            {
                Close(reason == IkcStatus.ProtocolViolation ? reason : IkcStatus.PeerDied);
                return count + 1;
            }

            Connection.ReclaimCallbacks();
        }

        return count + (_queued > 0 ? SendQueued() : 0);
    }

    /// <summary>Takes one reply; false when it stays where it is, because its bulk slot has not come yet.</summary>
    private bool TryTake(in Record record)
    {
        ReplyHandle reply = ReplyHandle.Of(record);
        if (record.HasSlot)
        {
            RingResult found = record.PayloadBytes == SlotDescriptor.SizeBytes ? RingResult.Ok : RingResult.Violation;
            if (found == RingResult.Ok)
            {
                reply.Slot = *(SlotDescriptor*)record.Payload;
                found = TryFindSlot(reply.Slot, out reply.SlotArea);
            }

            if (found == RingResult.Violation)
                Violate();
            if (found != RingResult.Ok)
                return false;
            reply.Payload = reply.SlotArea!.Base + AreaLayout.BulkOffset;
            reply.PayloadBytes = (int)reply.Slot.PayloadBytes;
        }

        Counters->RecordsReceived++;
        PendingCall? call = TakeCall(record);
        IkcException? failure = null;
        if (call is not null && record.Kind == RecordKind.Failure)
            failure = ReplyFailure.Decode(record, reply, call.Faults);
        else
            call?.Take(ref reply);
        if (reply.SlotArea is not null)
        {
            reply.SlotArea.Mapping.ReleaseReference();
            ReleaseSlot(reply.Slot.Slot, reply.Slot.Generation);
        }

        Reader.Advance(record.RecordBytes);
        Reader.PublishHead(); // replies never wait for space (rule 17), so nobody wants waking
        if (call is not null)
            _credits.Give(CallId.Slot(record.CallId));
        if (failure is not null)
            call!.Fail(failure);
        else
            call?.Complete();
        return true;
    }

    /// <summary>The call that this reply answers, or null for a late or unknown one.</summary>
    private PendingCall? TakeCall(in Record record)
    {
        uint slot = CallId.Slot(record.CallId);
        if (record.Kind > RecordKind.Failure || slot >= _calls.Length || _callIds[slot] != record.CallId)
            return null;
        return Interlocked.Exchange(ref _calls[slot], null);
    }

    private void Violate()
    {
        Counters->Violations++;
        Close(IkcStatus.ProtocolViolation);
    }

    // ---- callers that do not wait any more ------------------------------------------------------------------------------------------------

    /// <summary>The caller's token was cancelled.</summary>
    public void Cancel(PendingCall call)
    {
        CallFate fate = CallFate.NotSent;
        _gate.Enter();
        bool taken = TryGiveUp(call, ref fate);
        _gate.Exit();
        if (taken)
            Hub.Defer(() => call.Fail(new OperationCanceledException(call.Token)));
    }

    /// <inheritdoc/>
    public override long ExpireCalls(long now)
    {
        long next = long.MaxValue;
        _gate.Enter();
        foreach (PendingCall? call in _calls)
            ExpireUnderGate(call, now, ref next);
        if (_queue.Count > 0)
        {
            foreach (PendingCall call in _queue.ToArray())
                ExpireUnderGate(call, now, ref next);
        }

        _gate.Exit();
        return next;
    }

    private void ExpireUnderGate(PendingCall? call, long now, ref long next)
    {
        if (call is null)
            return;
        if (call.EndTimestamp > now)
        {
            next = Math.Min(next, call.EndTimestamp);
            return;
        }

        CallFate fate = CallFate.NotSent;
        if (!TryGiveUp(call, ref fate))
            return;
        Counters->Timeouts++;
        Hub.Defer(() => call.Fail(new IkcException(IkcStatus.DeadlineExceeded, "The deadline of the call has passed.", fate)));
    }

    /// <summary>
    /// Takes the call from whoever else would complete it, under the gate. A call that was sent keeps its credit until its late reply was
    /// read, and the service is told.
    /// </summary>
    private bool TryGiveUp(PendingCall call, ref CallFate fate)
    {
        if (call.IsQueued)
        {
            Unqueue(call);
            return true;
        }

        uint slot = CallId.Slot(call.CallId);
        if (!IsOpen || slot >= _calls.Length
            || Interlocked.CompareExchange(ref _calls[slot], PendingCall.Abandoned, call) != call)
            return false;
        fate = CallFate.MaybeExecuted;
        Mine->Cancel[slot] = CallId.CancelWord(call.CallId);
        BumpControl();
        return true;
    }

    // ---- the end ----------------------------------------------------------------------------------------------------------------------------

    protected override void OnClosed()
    {
        _gate.Enter();
        PendingCall[] queued = [.. _queue];
        _queue.Clear();
        _queued = 0;
        foreach (PendingCall call in queued)
        {
            call.IsQueued = false;
            FreeRequest(call);
        }

        var sent = new List<PendingCall>();
        for (int i = 0; i < _calls.Length; i++)
        {
            if (Interlocked.Exchange(ref _calls[i], null) is { } call)
                sent.Add(call);
        }

        _gate.Exit();
        IkcStatus reason = CloseStatus;
        Connection.OnClosed(reason);
        Hub.Defer(() =>
        {
            foreach (PendingCall call in sent)
                call.Fail(Connection.Failure(reason, CallFate.MaybeExecuted));
            foreach (PendingCall call in queued)
                call.Fail(Connection.Failure(reason, CallFate.NotSent));
        });
    }

    /// <summary>Copies how many of each callback the service has given back; false when the channel has closed.</summary>
    public bool TryCopyReleasedCallbacks(Span<uint> released)
    {
        _gate.Enter(); // so that the areas stay
        bool open = IsOpen;
        for (int slot = 0; open && slot < released.Length; slot++)
            released[slot] = Volatile.Read(ref Theirs->ReleasedCallbacks[slot]);
        _gate.Exit();
        return open;
    }

    public override void Retire()
    {
        _gate.Enter(); // whoever comes later sees that the channel is closed
        ReleaseAreas();
        _gate.Exit();
    }

    /// <summary>Why a call cannot be sent now.</summary>
    private enum Obstacle
    {
        None = 0,
        Credit,
        Space,
        Slot,
    }
}
