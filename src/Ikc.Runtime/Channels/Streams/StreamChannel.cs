// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels.Streams;

/// <summary>
/// One side of a connection's stream channel, over which all its streams go, in both directions. Calls have channels of their own, so
/// streams cannot starve them; among streams, whoever finds no room waits its turn.
/// </summary>
/// <remarks>
/// The reader always takes what comes: items go into their stream's private memory, which credits bound. So a ring is never full for
/// long because of one slow stream, and what gives credit can always be sent.
/// </remarks>
internal abstract unsafe class StreamChannel : ChannelEnd
{
    /// <summary>After so many bytes other channels are looked at first.</summary>
    private const long VisitBytesMax = 256 * 1024;

    private readonly Queue<StreamSender> _waiting = new();
    private uint _missingBytes;
    private bool _isBroken;

    /// <summary>The producer role of the ring, and everything that senders keep under it. Never held across user code.</summary>
    protected Gate Gate;

    protected StreamChannel(Hub hub, Link link, OwnArea ownArea, in AreaHeader own, PeerArea peerArea, in AreaHeader peer)
        : base(hub, link, ownArea, own, peerArea, peer)
    {
        InlinePayloadBytesMax = Writer.PayloadBytesMax - RecordHeader.DeadlinePrefixBytes;
        Counters->Key = Key;
    }

    /// <summary>The largest payload that stands in the ring.</summary>
    public uint InlinePayloadBytesMax { get; }

    // ---- sending ------------------------------------------------------------------------------------------------------------------------

    public void EnterGate() => Gate.Enter();

    public void ExitGate() => Gate.Exit();

    /// <summary>Writes what the sender has to say, now or when its turn comes.</summary>
    /// <returns>True when nothing of it is left to write, or nobody will ever read it.</returns>
    public bool Send(StreamSender sender)
    {
        Gate.Enter();
        StreamObstacle obstacle = WriteOrQueue(sender, out bool isFirst);
        if (obstacle != StreamObstacle.None)
            sender.BeginWait();
        ExitGate(isFirst);
        return obstacle == StreamObstacle.None;
    }

    /// <summary>Tries again for a sender that waited for credit.</summary>
    /// <returns>Whether it is to be resumed.</returns>
    public bool SendAgain(StreamSender sender)
    {
        Gate.Enter();
        bool resumes = WriteOrQueue(sender, out bool isFirst) == StreamObstacle.None && sender.EndWait();
        ExitGate(isFirst);
        return resumes;
    }

    private StreamObstacle WriteOrQueue(StreamSender sender, out bool isFirst)
    {
        isFirst = false;
        if (!IsOpen)
            return StreamObstacle.None; // also for who stands in the queue, which nobody empties any more
        if (sender.IsWaiting)
            return StreamObstacle.Space;
        StreamObstacle obstacle = _waiting.Count > 0 ? StreamObstacle.Space : sender.TryWrite(this);
        if (obstacle is StreamObstacle.Space or StreamObstacle.Slot)
        {
            sender.IsWaiting = true;
            _waiting.Enqueue(sender);
            isFirst = _waiting.Count == 1;
        }

        return obstacle;
    }

    private void ExitGate(bool asksForVisit)
    {
        bool broken = _isBroken;
        Gate.Exit();
        if (broken)
            Violate();
        else if (asksForVisit)
            AskForVisit();
    }

    /// <summary>Writes one record. Under the gate.</summary>
    public bool TryWrite(RecordKind kind, byte flags, ushort index, ulong callId, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        uint payloadBytes = (uint)(first.Length + second.Length);
        RingResult result = Writer.TryReserve(payloadBytes, out byte* payload);
        if (result != RingResult.Ok)
        {
            _missingBytes = payloadBytes;
            _isBroken |= result == RingResult.Violation;
            return false;
        }

        first.CopyTo(new Span<byte>(payload, first.Length));
        second.CopyTo(new Span<byte>(payload + first.Length, second.Length));
        Writer.Commit(payloadBytes, kind, flags, index, callId);
        Counters->RecordsSent++;
        WakeReader();
        return true;
    }

    private void AskForVisit()
    {
        Volatile.Write(ref WantsVisit, true);
        Hub.Hand(this);
    }

    /// <summary>There may be room, or a free slot.</summary>
    public override void OnRung()
    {
        if (_waiting.Count > 0)
            Volatile.Write(ref WantsVisit, true);
    }

    /// <summary>Writes what waits, in order, at most so many. A bell for room or for a slot brings the pump back to the rest.</summary>
    private int SendWaiting(int countMax)
    {
        int count = 0;
        bool armed = false;
        while (count < countMax && IsOpen)
        {
            StreamObstacle obstacle = TrySendFirst(armed, out StreamSender? sender, out bool resumes);
            if (sender is null)
                return count;
            if (obstacle is StreamObstacle.None or StreamObstacle.Credit)
            {
                count++;
                armed = false;
                if (resumes)
                    sender.Resume();
            }
            else if (obstacle == StreamObstacle.Slot && (sender.TryMoveToSlot(this) || TryMoveAfterArming(sender)))
            {
                armed = false;
            }
            else if (obstacle != StreamObstacle.Space || armed)
            {
                return count;
            }
            else
            {
                armed = true; // for room, under the gate; the next turn of the loop looks again before this ends
            }
        }

        if (_waiting.Count > 0)
            AskForVisit();
        return count;
    }

    private bool TryMoveAfterArming(StreamSender sender)
    {
        ArmForSlot();
        return sender.TryMoveToSlot(this);
    }

    private StreamObstacle TrySendFirst(bool armed, out StreamSender? sender, out bool resumes)
    {
        var obstacle = StreamObstacle.None;
        resumes = false;
        Gate.Enter();
        if (_waiting.TryPeek(out sender))
        {
            obstacle = IsOpen ? sender.TryWrite(this) : StreamObstacle.None;
            if (obstacle is StreamObstacle.None or StreamObstacle.Credit)
            {
                _waiting.Dequeue().IsWaiting = false;
                resumes = obstacle == StreamObstacle.None && sender.EndWait();
            }
            else if (obstacle == StreamObstacle.Space && !armed)
            {
                ArmForSpace(_missingBytes);
            }
        }

        ExitGate(asksForVisit: false);
        return obstacle;
    }

    // ---- reading ------------------------------------------------------------------------------------------------------------------------

    public override int Visit(ThreadScope me, int recordsMax)
    {
        Volatile.Write(ref WantsVisit, false); // before the queue is looked at
        int count = 0;
        long bytes = 0;
        while (count < recordsMax && bytes < VisitBytesMax && IsOpen)
        {
            RingResult result = Reader.TryRead(out Record record);
            if (result == RingResult.Empty)
                break;
            if (result != RingResult.Ok)
            {
                Violate();
                break;
            }

            if (!TryTake(record))
                break;
            count++;
            bytes += record.RecordBytes;
        }

        if (TakeControlChange() && PeerClose() is var reason && reason != IkcStatus.Ok)
        {
            OnPeerClosed(reason);
            return count + 1;
        }

        return count + (_waiting.Count > 0 ? SendWaiting(recordsMax) : 0);
    }

    /// <summary>Takes one record; false when it stays where it is, because its bulk slot has not come yet, or the channel has closed.</summary>
    private bool TryTake(in Record record)
    {
        var taken = new StreamRecord
        {
            Kind = record.Kind,
            IsFault = record.IsFault,
            CallId = record.CallId,
            Index = record.Method,
            Payload = record.Payload,
            PayloadBytes = (int)record.PayloadBytes,
            RecordBytes = record.RecordBytes,
        };
        RingResult found = record.Kind > RecordKind.Stop ? RingResult.Ok : Locate(record, ref taken);
        if (found == RingResult.Violation)
            Violate();
        if (found != RingResult.Ok)
            return false;
        Counters->RecordsReceived++;
        StreamSender? resumed = null;
        bool sound = true;
        if (record.Kind > RecordKind.Stop)
            FreeSlotOf(record); // kinds of a newer minor version are skipped
        else
            sound = TryHandle(ref taken, out resumed);
        Pass(ref taken);
        if (!sound)
            Violate();
        resumed?.Resume();
        return sound;
    }

    private RingResult Locate(in Record record, ref StreamRecord taken)
    {
        if (record.HasDeadline)
        {
            if (taken.PayloadBytes < RecordHeader.DeadlinePrefixBytes)
                return RingResult.Violation;
            taken.DeadlineNs = Math.Max(1, *(long*)taken.Payload);
            taken.Payload += RecordHeader.DeadlinePrefixBytes;
            taken.PayloadBytes -= RecordHeader.DeadlinePrefixBytes;
        }

        if (!record.HasSlot)
            return RingResult.Ok;
        if (taken.PayloadBytes != SlotDescriptor.SizeBytes)
            return RingResult.Violation;
        taken.Slot = *(SlotDescriptor*)taken.Payload;
        RingResult result = TryFindSlot(taken.Slot, out taken.SlotArea);
        if (result == RingResult.Ok)
        {
            taken.Payload = taken.SlotArea!.Base + AreaLayout.BulkOffset;
            taken.PayloadBytes = (int)taken.Slot.PayloadBytes;
        }

        return result;
    }

    /// <summary>Takes what the record says. What is to run user code is returned, and run when the record has been given back.</summary>
    /// <returns>False: the peer broke the protocol.</returns>
    protected abstract bool TryHandle(ref StreamRecord record, out StreamSender? resumed);

    protected static bool TryAdd(StreamInput input, ref StreamRecord record, out StreamSender? resumed)
    {
        bool sound = input.TryAdd(ref record, out bool resumes);
        resumed = resumes ? input : null;
        return sound;
    }

    protected bool TryCredit(StreamOutput output, in StreamRecord record, out StreamSender? resumed)
    {
        resumed = null;
        if (record.PayloadBytes != sizeof(ulong))
            return false;
        ulong bytes = *(ulong*)record.Payload;
        Gate.Enter();
        bool sound = output.TryAddCredit(bytes, out bool triesAgain);
        Gate.Exit();
        if (triesAgain && SendAgain(output))
            resumed = output;
        return sound;
    }

    protected bool Stop(StreamOutput output, out StreamSender? resumed)
    {
        Gate.Enter();
        resumed = output.Stop() ? output : null;
        Gate.Exit();
        return true;
    }

    /// <summary>Gives the record, and the bulk slot that nobody has kept, back to the peer.</summary>
    public void Pass(ref StreamRecord record)
    {
        if (record.IsPassed)
            return;
        record.IsPassed = true;
        if (record.SlotArea is not null)
        {
            record.SlotArea.Mapping.ReleaseReference();
            ReleaseSlot(record.Slot.Slot, record.Slot.Generation);
        }

        Reader.Advance(record.RecordBytes);
        PublishHead();
    }

    /// <summary>The peer broke the protocol: its channel closes, nothing else. Any thread.</summary>
    public void Violate()
    {
        Gate.Enter();
        if (IsOpen)
            Counters->Violations++;
        Gate.Exit();
        Close(IkcStatus.ProtocolViolation);
    }

    // ---- the end ------------------------------------------------------------------------------------------------------------------------

    protected abstract void OnPeerClosed(IkcStatus reason);

    public override void Retire()
    {
        Gate.Enter(); // whoever comes later sees that the channel is closed
        ReleaseAreas();
        Gate.Exit();
    }
}
