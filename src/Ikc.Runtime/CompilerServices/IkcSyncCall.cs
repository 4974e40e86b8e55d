// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.Channels;
using Ikc.Rings;

namespace Ikc.CompilerServices;

/// <summary>A synchronous call being made. Used by generated clients only, on one thread.</summary>
public unsafe ref partial struct IkcSyncCall
{
    /// <summary>Takes the arguments.</summary>
    public IkcWriter Writer;

    /// <summary>Gives the result after <see cref="Invoke()"/>.</summary>
    public IkcReader Reader;

    // Set field by field, and small: what the compiler clears or copies of it, every call pays for.
    private Lane? _lane;
    private SyncBulk? _bulk;
    private WaitClock _clock;
    private byte* _replyPayload;
    private int _replyPayloadBytes;
    private uint _replyRecordBytes;
    private ushort _method;
    private byte _prefixBytes;
    private CallPlace _place;

    /// <summary>Sets all of it.</summary>
    internal void Begin(ClientConnection connection, int ordinal, long sizeBytes, IkcCallOptions options, CancellationToken token)
    {
        long timeoutNs = connection.TimeoutNs(options);
        _lane = null;
        _bulk = null;
        _clock.Begin(timeoutNs, token);
        _replyRecordBytes = 0;
        _method = connection.Ordinal(ordinal, ref _clock);
        _prefixBytes = timeoutNs != 0 ? (byte)RecordHeader.DeadlinePrefixBytes : (byte)0;
        _place = CallPlace.None;
        Reader.Begin(default);
        if (token.CanBeCanceled)
            token.ThrowIfCancellationRequested();
        Lane lane = connection.Lanes.Take(ref _clock);
        _lane = lane;
        if ((ulong)sizeBytes <= lane.InlinePayloadBytesMax - RecordHeader.DeadlinePrefixBytes
            && lane.TryReserve((uint)sizeBytes + _prefixBytes, out byte* payload) == RingResult.Ok)
        {
            _place = CallPlace.Ring;
            Writer.Begin(new Span<byte>(payload + _prefixBytes, (int)sizeBytes));
        }
        else
        {
            BeginSlow(sizeBytes);
        }
    }

    /// <summary>Sends the call and waits for its reply.</summary>
    public void Invoke()
    {
        uint payloadBytes = Finish(out byte flags);
        Lane lane = _lane!;
        _lane = null; // a wait that fails gives the lane back itself
        ulong callId = lane.CommitRequest(payloadBytes, flags, _method);
        Record reply = lane.WaitReply(callId, ref _clock);
        if (reply.Kind == RecordKind.Reply && !reply.HasSlot)
        {
            _replyPayload = reply.Payload;
            _replyPayloadBytes = (int)reply.PayloadBytes;
        }
        else
        {
            TakeSlow(lane, reply);
        }

        _replyRecordBytes = reply.RecordBytes;
        _lane = lane;
        Reader.Begin(new ReadOnlySpan<byte>(_replyPayload, _replyPayloadBytes));
    }

    /// <summary>Sends a call that has no reply.</summary>
    public void Post()
    {
        uint payloadBytes = Finish(out byte flags);
        _lane!.CommitOneWay(payloadBytes, flags, _method);
    }

    /// <summary>Takes the result as a lease, after <see cref="Invoke()"/>.</summary>
    public IkcLease<T> TakeLease<T>()
        where T : unmanaged
    {
        if (_bulk is not null && _bulk.Reply.SlotArea is not null)
            return ReplyLease.Take<T>(_lane!, ref _bulk.Reply);
        var inRing = new ReplyHandle { Payload = _replyPayload, PayloadBytes = _replyPayloadBytes };
        return ReplyLease.Take<T>(_lane!, ref inRing);
    }

    /// <summary>Frees the reply and the lane.</summary>
    public void Dispose()
    {
        if (_place is CallPlace.Slot or CallPlace.Buffer)
            GiveUpSlow();
        if (_bulk is not null)
            DisposeBulk();
        if (_lane is not { } lane)
            return;
        _lane = null;
        if (_replyRecordBytes != 0)
            lane.Release(_replyRecordBytes);
        lane.Return();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeSlow(Lane lane, Record reply)
    {
        lane.TakeBulkReply(reply, ref _clock, out ReplyHandle handle);
        _bulk ??= SyncBulk.Rent();
        _bulk.Reply = handle;
        _replyPayload = handle.Payload;
        _replyPayloadBytes = handle.PayloadBytes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DisposeBulk()
    {
        if (_bulk!.Reply.SlotArea is not null)
            _lane!.ReleaseReplySlot(_bulk.Reply);
        _bulk.Return();
        _bulk = null;
    }

    /// <summary>Completes the record: its prefix and, where the arguments were not written in place, the copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Finish(out byte flags)
    {
        flags = 0;
        if (_place != CallPlace.Ring)
            return FinishSlow(out flags);
        _place = CallPlace.None;
        if (_prefixBytes != 0)
        {
            _ = _lane!.TryReserve((uint)Writer.Length + _prefixBytes, out byte* payload); // the same room again
            flags = WritePrefix(payload);
        }

        return (uint)Writer.Length + _prefixBytes;
    }

    private byte WritePrefix(byte* payload)
    {
        *(long*)payload = _clock.TimeoutNs;
        *(long*)(payload + sizeof(long)) = 0;
        return RecordHeader.FlagDeadline;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeginSlow(long sizeBytes)
    {
        try
        {
            if (sizeBytes < 0)
            {
                Writer.Begin(EncodeBuffer.Rent());
                _place = CallPlace.Buffer;
            }
            else if (sizeBytes <= _lane!.InlinePayloadBytesMax - RecordHeader.DeadlinePrefixBytes)
            {
                byte* payload = _lane!.WaitForSpace((uint)sizeBytes + _prefixBytes, ref _clock);
                Writer.Begin(new Span<byte>(payload + _prefixBytes, (int)sizeBytes));
                _place = CallPlace.Ring;
            }
            else
            {
                SlotLoan loan = RentSlot(sizeBytes);
                Writer.Begin(new Span<byte>(loan.Payload, (int)sizeBytes));
                _place = CallPlace.Slot;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint FinishSlow(out byte flags)
    {
        int sizeBytes = Writer.Length;
        if (_place == CallPlace.Buffer && sizeBytes > _lane!.InlinePayloadBytesMax - RecordHeader.DeadlinePrefixBytes)
            MoveToSlot(moreBytes: 0);
        bool hasSlot = _place == CallPlace.Slot;
        uint recordBytes = _prefixBytes + (hasSlot ? SlotDescriptor.SizeBytes : (uint)sizeBytes);
        if (_lane!.TryReserve(recordBytes, out byte* payload) != RingResult.Ok)
            payload = _lane!.WaitForSpace(recordBytes, ref _clock);
        flags = _prefixBytes != 0 ? WritePrefix(payload) : (byte)0;
        if (hasSlot)
        {
            *(SlotDescriptor*)(payload + _prefixBytes) = _bulk!.Loan.Describe(sizeBytes);
            flags |= RecordHeader.FlagSlot;
            _lane!.OutSlots.CountCopied(sizeBytes - _bulk.LentBytes);
            _lane.OutSlots.Sent(_bulk.Loan);
        }
        else
        {
            EncodeBuffer buffer = Writer.Buffer!;
            buffer.Array.AsSpan(0, sizeBytes).CopyTo(new Span<byte>(payload + _prefixBytes, sizeBytes));
            buffer.Return();
        }

        _place = CallPlace.None;
        if (_bulk is { Lending: { } lending })
        {
            lending.Sent(); // nothing fails between here and the commit
            _bulk.Lending = null;
        }

        return recordBytes;
    }

    /// <summary>Moves what was written from the buffer to a slot with room for more.</summary>
    private void MoveToSlot(long moreBytes)
    {
        EncodeBuffer buffer = Writer.Buffer!;
        int sizeBytes = Writer.Length;
        SlotLoan loan = RentSlot(sizeBytes + moreBytes);
        Writer.Continue(new Span<byte>(loan.Payload, (int)(sizeBytes + moreBytes)), buffer.Array.AsSpan(0, sizeBytes));
        buffer.Return();
        _place = CallPlace.Slot;
    }

    private SlotLoan RentSlot(long sizeBytes)
    {
        SlotLoan loan = _lane!.WaitForSlot(sizeBytes, ref _clock);
        _bulk ??= SyncBulk.Rent();
        _bulk.Loan = loan;
        return loan;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GiveUpSlow()
    {
        if (_place == CallPlace.Slot)
            _lane!.OutSlots.Abandon(_bulk!.Loan);
        else
            Writer.Buffer!.Return();
        _place = CallPlace.None;
    }
}
