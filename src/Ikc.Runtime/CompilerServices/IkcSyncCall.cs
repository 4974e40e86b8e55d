// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.Channels;
using Ikc.Rings;

namespace Ikc.CompilerServices;

/// <summary>A synchronous call being made. Used by generated clients only, on one thread.</summary>
public unsafe ref struct IkcSyncCall
{
    /// <summary>Takes the arguments.</summary>
    public IkcWriter Writer;

    /// <summary>Gives the result after <see cref="Invoke"/>.</summary>
    public IkcReader Reader;

    private readonly Lane _lane;
    private readonly ushort _method;
    private readonly byte _prefixBytes;
    private CallPlace _place;
    private bool _laneTaken;
    private bool _replyHeld;
    private SlotLoan _loan;
    private ReplyHandle _reply;
    private WaitClock _clock;

    internal IkcSyncCall(ClientConnection connection, int ordinal, long sizeBytes, IkcCallOptions options, CancellationToken token)
    {
        _method = connection.Ordinal(ordinal);
        long timeoutNs = connection.TimeoutNs(options);
        _clock = new WaitClock(timeoutNs, token);
        if (timeoutNs != 0)
            _prefixBytes = RecordHeader.DeadlinePrefixBytes;
        if (token.CanBeCanceled)
            token.ThrowIfCancellationRequested();
        _lane = connection.Lanes.Take(ref _clock);
        _laneTaken = true;
        if ((ulong)sizeBytes <= _lane.InlinePayloadBytesMax - RecordHeader.DeadlinePrefixBytes
            && _lane.TryReserve((uint)sizeBytes + _prefixBytes, out byte* payload) == RingResult.Ok)
        {
            _place = CallPlace.Ring;
            Writer = new IkcWriter(new Span<byte>(payload + _prefixBytes, (int)sizeBytes));
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
        _laneTaken = false; // a wait that fails gives the lane back itself
        ulong callId = _lane.CommitRequest(payloadBytes, flags, _method);
        _lane.WaitReply(callId, ref _clock, out _reply);
        _laneTaken = true;
        _replyHeld = true;
        Reader = new IkcReader(new ReadOnlySpan<byte>(_reply.Payload, _reply.PayloadBytes));
    }

    /// <summary>Sends a call that has no reply.</summary>
    public void Post()
    {
        uint payloadBytes = Finish(out byte flags);
        _lane.CommitOneWay(payloadBytes, flags, _method);
    }

    /// <summary>Takes the result as a lease, after <see cref="Invoke"/>.</summary>
    public IkcLease<T> TakeLease<T>()
        where T : unmanaged
    {
        return ReplyLease.Take<T>(_lane, ref _reply);
    }

    /// <summary>Frees the reply and the lane.</summary>
    public void Dispose()
    {
        if (_place is CallPlace.Slot or CallPlace.Buffer)
            GiveUpSlow();
        if (_replyHeld)
            _lane.Release(_reply);
        if (_laneTaken)
            _lane.Return();
        _replyHeld = false;
        _laneTaken = false;
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
            _ = _lane.TryReserve((uint)Writer.Length + _prefixBytes, out byte* payload); // the same room again
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
                Writer = new IkcWriter(EncodeBuffer.Rent());
                _place = CallPlace.Buffer;
            }
            else if (sizeBytes <= _lane.InlinePayloadBytesMax - RecordHeader.DeadlinePrefixBytes)
            {
                byte* payload = _lane.WaitForSpace((uint)sizeBytes + _prefixBytes, ref _clock);
                Writer = new IkcWriter(new Span<byte>(payload + _prefixBytes, (int)sizeBytes));
                _place = CallPlace.Ring;
            }
            else
            {
                _loan = _lane.WaitForSlot(sizeBytes, ref _clock);
                Writer = new IkcWriter(new Span<byte>(_loan.Payload, (int)sizeBytes));
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
        if (_place == CallPlace.Buffer && sizeBytes > _lane.InlinePayloadBytesMax - RecordHeader.DeadlinePrefixBytes)
            MoveToSlot();
        bool hasSlot = _place == CallPlace.Slot;
        uint recordBytes = _prefixBytes + (hasSlot ? SlotDescriptor.SizeBytes : (uint)sizeBytes);
        if (_lane.TryReserve(recordBytes, out byte* payload) != RingResult.Ok)
            payload = _lane.WaitForSpace(recordBytes, ref _clock);
        flags = _prefixBytes != 0 ? WritePrefix(payload) : (byte)0;
        if (hasSlot)
        {
            *(SlotDescriptor*)(payload + _prefixBytes) = _loan.Describe(sizeBytes);
            flags |= RecordHeader.FlagSlot;
            _lane.OutSlots.Sent(_loan);
        }
        else
        {
            EncodeBuffer buffer = Writer.Buffer!;
            buffer.Array.AsSpan(0, sizeBytes).CopyTo(new Span<byte>(payload + _prefixBytes, sizeBytes));
            buffer.Return();
        }

        _place = CallPlace.None;
        return recordBytes;
    }

    private void MoveToSlot()
    {
        EncodeBuffer buffer = Writer.Buffer!;
        _loan = _lane.WaitForSlot(Writer.Length, ref _clock);
        buffer.Array.AsSpan(0, Writer.Length).CopyTo(new Span<byte>(_loan.Payload, Writer.Length));
        buffer.Return();
        _place = CallPlace.Slot;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GiveUpSlow()
    {
        if (_place == CallPlace.Slot)
            _lane.OutSlots.Abandon(_loan);
        else
            Writer.Buffer!.Return();
        _place = CallPlace.None;
    }
}
