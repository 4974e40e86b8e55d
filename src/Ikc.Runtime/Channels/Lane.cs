// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>
/// A channel that one synchronous caller has to itself for the length of its call: it is the only writer of the requests and the only
/// reader of the replies, so nobody hands a reply to another thread and there is no lock (PROTOCOL, rule 20).
/// </summary>
internal sealed unsafe partial class Lane : ChannelEnd
{
    private const long PollSliceNs = 1_000_000;
    private const int RoundsBeforeHandOver = 1024;
    private const int PausesPerLookForSpace = 16;
    private const int RoundsPerPoll = 16;

    private const int Idle = 0;
    private const int Taken = 1;
    private const int Late = 2;
    private const int Gone = 3;

    private readonly LaneBell _bell;
    private readonly SpinBudget _spin;
    private int _state = Taken;
    private ulong _callGeneration;
    private bool _mayBeRung; // announced a sleep since a wait emptied the bell

    public Lane(
        ClientConnection connection, OwnArea ownArea, in AreaHeader own, PeerArea peerArea, in AreaHeader peer, LaneBell bell)
        : base(connection.Hub, connection.Link, ownArea, own, peerArea, peer)
    {
        Connection = connection;
        _bell = bell;
        bell.Bind(&Theirs->Rung);
        _spin = new SpinBudget(connection.WaitPolicy, wakes: 7);
        Counters->Role = ChannelCounters.RoleClient;
        Counters->Key = Key;
    }

    public ClientConnection Connection { get; }

    /// <summary>The thread that keeps the lane between its calls; under the pool's lock.</summary>
    public Thread? Owner { get; set; }

    public uint InlinePayloadBytesMax => Writer.PayloadBytesMax;

    // ---- having it --------------------------------------------------------------------------------------------------------------------

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Idle) == Idle;

    /// <summary>Gives the lane back after a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Return()
    {
        if (_batchThread != 0)
        {
            _isInCall = false;
            return;
        }

        Interlocked.Exchange(ref _state, Idle); // pairs with OnClosed: one of the two sees the other
        if (!IsOpen)
            RetireIfIdle();
        else if (Connection.Lanes.HasWaiters)
            Connection.Lanes.Pulse();
    }

    /// <summary>Everything that was written was dispatched, so another thread may use the lane without breaking an order.</summary>
    public bool IsDrained => Writer.RefreshHead() == RingResult.Ok && Writer.IsDrained;

    /// <summary>A lane whose caller gave up is usable again once the late reply was read.</summary>
    public bool TryTakeLate()
    {
        if (Interlocked.CompareExchange(ref _state, Taken, Late) != Late)
            return false;
        if (IsOpen && TryDropLate())
            return true;
        ReturnLate();
        return false;
    }

    private void ReturnLate()
    {
        LeaveBatch();
        Interlocked.Exchange(ref _state, Late);
        if (!IsOpen)
            RetireIfIdle();
    }

    private bool TryDropLate()
    {
        ulong awaited = CallId.Make(0, _callGeneration);
        while (Reader.TryRead(out Record record) is var result && result != RingResult.Empty)
        {
            if (result != RingResult.Ok)
            {
                Close(IkcStatus.ProtocolViolation);
                return false;
            }

            Drop(record);
            if (record.CallId == awaited)
                return true;
        }

        return false;
    }

    // ---- sending ------------------------------------------------------------------------------------------------------------------------

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RingResult TryReserve(uint payloadBytes, out byte* payload) => Writer.TryReserve(payloadBytes, out payload);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong CommitRequest(uint payloadBytes, byte flags, ushort method)
    {
        ulong callId = CallId.Make(0, ++_callGeneration);
        Writer.Commit(payloadBytes, RecordKind.Request, flags, method, callId);
        Counters->RecordsSent++;
        WakeReader();
        Writer.ClearAhead();
        return callId;
    }

    public void CommitOneWay(uint payloadBytes, byte flags, ushort method)
    {
        Writer.CommitUnfenced(payloadBytes, RecordKind.OneWay, flags, method, 0);
        Counters->RecordsSent++;
        TellReaderInTime();
        Writer.ClearAhead();
    }

    /// <summary>Waits until the request ring has room.</summary>
    public byte* WaitForSpace(uint payloadBytes, ref WaitClock clock)
    {
        TellReaderBeforeWaiting();
        if (TrySpinForSpace(payloadBytes, ref clock, out byte* room))
            return room;
        while (true)
        {
            RingResult result = Writer.TryReserve(payloadBytes, out byte* payload);
            if (result == RingResult.Ok)
                return payload;
            if (result == RingResult.Violation)
                Close(IkcStatus.ProtocolViolation);
            ThrowIfOver(ref clock, CallFate.NotSent);
            DrainBell();
            Announce(_bell.Number); // as a reader too: a close must end the wait
            ArmForSpace(payloadBytes);
            if (Writer.TryReserve(payloadBytes, out payload) == RingResult.Ok)
                return payload;
            if (!LookedAtNews())
                Park(ref clock);
        }
    }

    /// <summary>
    /// Looks for room before it sleeps. Each look takes the head's line from the reader, so it looks seldom, and for a while wants more
    /// room than for one record.
    /// </summary>
    private bool TrySpinForSpace(uint payloadBytes, ref WaitClock clock, out byte* payload)
    {
        payload = null;
        if (_spin.Ticks == 0 || Hub.Pump.IsManual || Hub.Pump.IsHeldByThisThread)
            return false; // the service may wait for this node's pump
        long end = _spin.EndTimestamp();
        long patienceEnd = Stopwatch.GetTimestamp() + WakeCost.Ticks;
        while (!LookedAtNews() && !clock.IsOver())
        {
            for (int i = 0; i < PausesPerLookForSpace; i++)
                SpinBudget.Pause();
            if (Writer.RefreshHead() != RingResult.Ok)
                return false;
            long now = Stopwatch.GetTimestamp();
            if ((Writer.IsRoomy || now >= patienceEnd) && Writer.TryReserve(payloadBytes, out payload) == RingResult.Ok)
                return true;
            if (now >= end)
                return false;
        }

        return false;
    }

    /// <summary>Sleeps until a bulk slot is free.</summary>
    public SlotLoan WaitForSlot(long payloadBytes, ref WaitClock clock)
    {
        TellReaderBeforeWaiting();
        while (true)
        {
            if (OutSlots.TryRent(payloadBytes, out SlotLoan loan))
                return loan;
            ThrowIfOver(ref clock, CallFate.NotSent);
            DrainBell();
            Announce(_bell.Number); // as a reader too: a close must end the wait
            ArmForSlot();
            if (OutSlots.TryRent(payloadBytes, out loan))
                return loan;
            if (!LookedAtNews())
                Park(ref clock);
        }
    }

    // ---- waiting for the reply -------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Waits for the reply to a call and leaves it held. A failure is thrown; then nothing is held, and if the reply is still
    /// outstanding the lane is late.
    /// </summary>
    public Record WaitReply(ulong callId, ref WaitClock clock)
    {
        while (true)
        {
            if (!SpinForRecord(ref clock) && !SleepForRecord(ref clock))
                GiveUp(callId, ref clock);
            RingResult result = Reader.TryRead(out Record record);
            if (result == RingResult.Ok && record.CallId == callId && record.Kind is RecordKind.Reply or RecordKind.Failure)
            {
                Counters->RecordsReceived++;
                if (record.Kind == RecordKind.Failure && !record.HasSlot)
                    ThrowFailure(record);
                return record;
            }

            if (result != RingResult.Empty)
                Skip(result, record);
        }
    }

    /// <summary>Gives a held reply back. Replies never wait for space (rule 17), so nobody wants waking.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Release(uint recordBytes)
    {
        Reader.Advance(recordBytes);
        Reader.PublishHead();
    }

    public void ReleaseReplySlot(in ReplyHandle reply)
    {
        reply.SlotArea!.Mapping.ReleaseReference();
        ReleaseSlot(reply.Slot.Slot, reply.Slot.Generation);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool SpinForRecord(ref WaitClock clock)
    {
        if (Reader.HasRecord)
            return true;
        if (_spin.Ticks == 0)
            return false;
        if (Hub.Pump.IsManual)
            return SpinPolling(ref clock);
        long end = 0;
        for (long i = 1; ; i++)
        {
            if (Reader.HasRecord)
            {
                _spin.Succeeded();
                return true;
            }

            if (i % SpinBudget.RoundsPerClock == 0 && !GoesOnSpinning(i, ref end, ref clock))
                return false;
            SpinBudget.Pause(i);
        }
    }

    /// <summary>
    /// In Manual mode the caller may be the only one who polls its node, and the service may wait for just that, or be of this node: so the
    /// caller polls while it spins.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool SpinPolling(ref WaitClock clock)
    {
        if (Hub.Pump.IsHeldByThisThread)
            return false; // inside a service method: the sleep polls too, and counts how deep
        long end = 0;
        for (long i = 1; ; i++)
        {
            if (i % RoundsPerPoll == 1)
                Hub.Pump.TryPollHot();
            if (Reader.HasRecord)
            {
                _spin.Succeeded();
                return true;
            }

            if (i % SpinBudget.RoundsPerClock == 0 && !GoesOnSpinning(i, ref end, ref clock))
                return false;
            SpinBudget.Pause(i);
        }
    }

    private bool GoesOnSpinning(long round, ref long end, ref WaitClock clock)
    {
        if (end == 0)
            end = _spin.EndTimestamp();
        // The service may call back into this node, and then this thread's role is what it waits for.
        if (round == RoundsBeforeHandOver && Hub.Pump.IsHeldByThisThread && !Hub.Pump.TryHandOver())
            return false;

        if (LookedAtNews())
            return Reader.HasRecord;
        return (end == long.MaxValue || Stopwatch.GetTimestamp() < end) && !clock.IsOverWhileSpinning(round);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool SleepForRecord(ref WaitClock clock)
    {
        _spin.Failed();
        try
        {
            return Sleep(ref clock);
        }
        catch (IkcException e) when (e.Status == IkcStatus.LimitReached)
        {
            // Another thread has taken the last place since the call was begun.
            Abandon(CallId.Make(0, _callGeneration));
            throw;
        }
    }

    private bool Sleep(ref WaitClock clock)
    {
        while (true)
        {
            if (Reader.HasRecord)
                return true;
            if (!IsOpen || clock.IsOver())
                return Reader.HasRecord; // one more look: the reply may have come while the clock was read
            if (Hub.Pump.IsManual && Hub.Pump.TryPoll(limit: 64, clock.RemainingNs(), this))
                continue;
            Hub.Pump.HandOver();
            DrainBell();
            Announce(_bell.Number);
            Interlocked.MemoryBarrier(); // fence DataReader
            if (!LookedAtNews())
                Park(ref clock);
        }
    }

    /// <summary>Before the poller, which is this lane's caller and so the reader of bell 0, sleeps. False when there is news.</summary>
    public bool TryArmForPump()
    {
        Announce(bell: 0);
        Interlocked.MemoryBarrier(); // fence DataReader
        return !LookedAtNews();
    }

    /// <summary>
    /// Before the look, never after (rule 14). A wait empties the bell itself, and what rings without cause only ends the next one early,
    /// so the system call is left out unless a sleep was announced since and did not come.
    /// </summary>
    private void DrainBell()
    {
        if (_mayBeRung)
            _bell.Drain();
    }

    /// <summary>Arms, and counts: for each of these the service may ring once, also when the last look then finds the reply.</summary>
    private void Announce(int bell)
    {
        Counters->Parks++;
        _mayBeRung = true;
        Arm(bell);
    }

    private bool LookedAtNews()
    {
        if (Reader.HasRecord)
            return true;
        if (TakeControlChange() && PeerClose() != IkcStatus.Ok)
            Close(PeerClose() == IkcStatus.ProtocolViolation ? IkcStatus.ProtocolViolation : IkcStatus.PeerDied);
        return !IsOpen;
    }

    private void Park(ref WaitClock clock)
    {
        if (Hub.Pump.IsManual && Hub.Pump.TryPoll(limit: 64, PollSliceNs))
            return; // the other side may wait for this node; the lane's own bell is looked at by the caller's next turn
        Hub.Pump.HandOver();
        using CancellationTokenRegistration registration =
            clock.Token.UnsafeRegister(static bell => ((LaneBell)bell!).Signal(), _bell);
        Pump? mine = ThreadScope.Known?.Pump;
        mine?.BeginWait();
        try
        {
            if (IsOpen && _bell.Wait(clock.RemainingNs()))
                _mayBeRung = false;
        }
        finally
        {
            mine?.EndWait();
        }
    }

    private void ThrowIfOver(ref WaitClock clock, CallFate fate)
    {
        if (!IsOpen)
            throw Connection.Failure(CloseStatus, fate);
        clock.ThrowIfOver(fate);
    }

    /// <summary>The service is told, and the lane keeps its credit until the reply has come.</summary>
    private void Abandon(ulong callId)
    {
        if (IsOpen)
        {
            Mine->Cancel[0] = CallId.CancelWord(callId);
            BumpControl();
            Counters->Timeouts++;
        }

        ReturnLate();
    }

    private void GiveUp(ulong callId, ref WaitClock clock)
    {
        Abandon(callId);
        if (!IsOpen)
            throw Connection.Failure(CloseStatus, CallFate.MaybeExecuted);
        clock.ThrowIfOver(CallFate.MaybeExecuted);
        throw new UnreachableException();
    }

    // ---- less usual replies ---------------------------------------------------------------------------------------------------------------

    /// <summary>Passes a record that is no reply to this call: a late one, or of a newer minor version.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Skip(RingResult result, Record record)
    {
        if (result != RingResult.Ok || record.Kind is RecordKind.Request or RecordKind.OneWay)
            throw Violated();
        Drop(record);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowFailure(Record record)
    {
        IkcException failure = ReplyFailure.Decode(record, ReplyHandle.Of(record), FaultsOf(record));
        Release(record.RecordBytes);
        Return();
        throw failure;
    }

    /// <summary>Takes a reply that stands in a bulk slot. A failure is thrown; then nothing is held.</summary>
    public void TakeBulkReply(Record record, ref WaitClock clock, out ReplyHandle reply)
    {
        reply = default;
        if (record.PayloadBytes != SlotDescriptor.SizeBytes)
            throw Violated();
        reply.Slot = *(SlotDescriptor*)record.Payload;
        if (!Hub.TryFindSlot(this, reply.Slot, ref clock, out reply.SlotArea))
        {
            if (!IsOpen || !clock.IsOver())
                throw Violated();
            Drop(record);
            Return();
            clock.ThrowIfOver(CallFate.Executed);
        }

        reply.Payload = reply.SlotArea!.Base + AreaLayout.BulkOffset;
        reply.PayloadBytes = (int)reply.Slot.PayloadBytes;
        if (record.Kind == RecordKind.Failure)
            throw TakeLargeFailure(record, reply);
    }

    private IkcException Violated()
    {
        Counters->Violations++;
        Close(IkcStatus.ProtocolViolation);
        Return();
        return Connection.Failure(IkcStatus.ProtocolViolation, CallFate.MaybeExecuted);
    }

    /// <summary>Passes a record that nobody waits for; a slot that it carries is freed.</summary>
    private void Drop(in Record record)
    {
        FreeSlotOf(record);
        Release(record.RecordBytes);
    }

    // ---- the end ----------------------------------------------------------------------------------------------------------------------------

    protected override void OnClosed()
    {
        _bell.Signal();
        RetireIfIdle();
    }

    public override bool MayRetire => base.MayRetire && Volatile.Read(ref _state) == Gone;

    private void RetireIfIdle()
    {
        if (Interlocked.CompareExchange(ref _state, Gone, Idle) == Idle || Interlocked.CompareExchange(ref _state, Gone, Late) == Late)
            Hub.Hand(this);
    }

    public override void OnRung() => _bell.PassOn();

    /// <summary>The pump never reads a lane; a summary that names one only ends a Manual node's sleep.</summary>
    public override int Visit(ThreadScope me, int recordsMax) => 0;

    public override void Retire()
    {
        Connection.Lanes.Remove(this);
        ReleaseAreas();
        _bell.Dispose();
    }
}
