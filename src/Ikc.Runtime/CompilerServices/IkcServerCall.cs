// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ikc.Channels;
using Ikc.Rings;

namespace Ikc.CompilerServices;

/// <summary>A call being dispatched to its service. Used by generated dispatchers only, on the thread that dispatches.</summary>
public unsafe ref partial struct IkcServerCall
{
    /// <summary>Gives the arguments, until <see cref="EndArguments"/>.</summary>
    public IkcReader Reader;

    /// <summary>Takes the result after <see cref="BeginReply"/>.</summary>
    public IkcWriter Writer;

    // Set field by field, and small: what the compiler clears or copies of it, every call pays for.
    private ServerChannel _channel;
    private ServerBulk? _bulk;
    private ulong _callId;
    private long _deadlineNs;
    private uint _recordBytes;
    private ushort _method;
    private bool _oneWay;
    private bool _recordHeld;
    private bool _answered;
    private CallPlace _place;

    /// <summary>The same call again, when its asynchronous method has ended.</summary>
    internal IkcServerCall(ServerChannel channel, ulong callId, int method, bool oneWay = false)
    {
        _channel = channel;
        _callId = callId;
        _method = (ushort)method;
        _oneWay = oneWay;
    }

    /// <summary>Sets all of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Begin(ServerChannel channel, scoped in Record record, ReadOnlySpan<byte> arguments, long deadlineNs, ServerBulk? bulk)
    {
        _channel = channel;
        _bulk = bulk;
        _callId = record.CallId;
        _deadlineNs = deadlineNs;
        _recordBytes = record.RecordBytes;
        _method = record.Method;
        _oneWay = record.Kind == RecordKind.OneWay;
        _recordHeld = true;
        _answered = false;
        _place = CallPlace.None;
        Reader.Begin(arguments);
        Writer.Clear();
    }

    /// <summary>Ordinal of the method in the dispatcher's contract.</summary>
    public readonly int Method => _method;

    /// <summary>Fires when the caller cancels, its deadline passes or it dies. Never fires for a one-way call.</summary>
    public readonly CancellationToken CancellationToken =>
        _oneWay ? CancellationToken.None : _channel.Open(_callId, _deadlineNs).Token;

    /// <summary>
    /// Takes elements as a lease, as the last argument: where they lie, if that is a bulk slot, which is the lease's from now on; else a copy.
    /// </summary>
    public IkcLease<T> ReadLease<T>()
        where T : unmanaged
    {
        ReadOnlySpan<T> elements = Reader.ReadSpan<T>();
        if (_bulk is { SlotArea: { } area })
        {
            _bulk.SlotArea = null;
            byte* address = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(elements));
            return new IkcLease<T>(PeerSlotLease.Take(_channel, area, _bulk.Slot, address), elements.Length);
        }

        var lease = new IkcLease<T>(HeapLease.Take((long)elements.Length * sizeof(T)), elements.Length);
        elements.CopyTo(lease.Span);
        return lease;
    }

    /// <summary>Releases the record: nothing that the reader lent may be used any more.</summary>
    public void EndArguments()
    {
        if (!_recordHeld)
            return;
        _recordHeld = false;
        if (_bulk is not null)
            FreeSlot();
        _channel.Pass(_recordBytes, _oneWay);
    }

    /// <summary>Makes room for a result of at most so many bytes; -1: unknown. No user code may run until <see cref="Reply"/>.</summary>
    public void BeginReply(long sizeBytes)
    {
        if ((ulong)sizeBytes <= _channel.InlineReplyBytesMax)
        {
            if (_channel.TryBeginReply((uint)sizeBytes, out byte* payload))
            {
                _place = CallPlace.Ring;
                Writer.Begin(new Span<byte>(payload, (int)sizeBytes));
            }
            else
            {
                BeginBuffer(); // nobody will read it
            }
        }
        else if (sizeBytes < 0)
        {
            BeginBuffer();
        }
        else
        {
            BeginSlot(sizeBytes);
        }
    }

    /// <summary>Sends what was written since <see cref="BeginReply"/>, or an empty result.</summary>
    public void Reply()
    {
        _answered = true;
        switch (_place)
        {
            case CallPlace.Ring:
                _place = CallPlace.None;
                _channel.CommitReply((uint)Writer.Length, RecordKind.Reply, 0, _callId);
                break;
            case CallPlace.Buffer:
                ReplyFromBuffer();
                break;
            case CallPlace.Slot:
                _place = CallPlace.None;
                _channel.OutSlots.CountCopied(Writer.Length);
                _bulk!.Loan.LetGo();
                SendSlot(_bulk.Loan, Writer.Length);
                break;
            default:
                if (_channel.TryBeginReply(0, out _))
                    _channel.CommitReply(0, RecordKind.Reply, 0, _callId);
                break;
        }
    }

    /// <summary>Sends a lease as the result; ownership passes, and the caller's copy is void.</summary>
    public void ReplyLease<T>(IkcLease<T> lease)
        where T : unmanaged
    {
        long sizeBytes = (long)lease.Length * sizeof(T);
        if (!lease.TryTakeOver(_channel, out SlotLoan loan))
        {
            loan = FillSlot(MemoryMarshal.AsBytes<T>(lease.Span));
            lease.Dispose();
        }

        _answered = true;
        SendSlot(loan, sizeBytes);
    }

    /// <summary>Replies when the task ends.</summary>
    public void ReplyAsync<T>(ValueTask<T> task, long sizeBytes, IkcEncoder<T> encoder)
    {
        _answered = true;
        if (task.IsCompletedSuccessfully)
            ReplyResult(task.Result, sizeBytes, encoder);
        else
            AsyncReply<T>.Start(_channel, _callId, Method, task, sizeBytes, encoder);
    }

    /// <summary>Replies when the task ends.</summary>
    public void ReplyAsync(ValueTask task)
    {
        _answered = true;
        if (task.IsCompletedSuccessfully)
            Reply();
        else
            AsyncVoidReply.Start(_channel, _callId, Method, task, oneWay: false);
    }

    /// <summary>Replies with a lease when the task ends.</summary>
    public void ReplyLeaseAsync<T>(ValueTask<IkcLease<T>> task)
        where T : unmanaged
    {
        _answered = true;
        if (task.IsCompletedSuccessfully)
            ReplyLease(task.Result);
        else
            LeaseReply.Start(_channel, _callId, Method, task);
    }

    /// <summary>Lets a one-way asynchronous method run on; its failure is counted, not sent.</summary>
    public void Detach(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            AsyncVoidReply.Start(_channel, _callId, Method, task, oneWay: true);
    }

    /// <summary>Answers that the dispatcher has no such method.</summary>
    public void Unimplemented()
    {
        EndArguments();
        _answered = true;
        if (!_oneWay)
            _channel.ReplyFailure(_callId, IkcStatus.Unimplemented, CallFate.NotSent, "The service does not have this method.");
    }

    internal void ReplyResult<T>(T result, long sizeBytes, IkcEncoder<T>? encoder)
    {
        BeginReply(sizeBytes);
        encoder!(ref Writer, result);
        Reply();
    }

    /// <summary>Answers with what the dispatcher threw. Arguments that could not be decoded are the peer's violation.</summary>
    internal void Fail(Exception exception)
    {
        GiveUpReply();
        if (_recordHeld && exception is IkcException { Status: IkcStatus.ProtocolViolation })
        {
            _answered = true;
            _channel.Violate();
            return;
        }

        _answered = true;
        if (exception is IkcFaultException fault && !_oneWay && TryReplyFault(fault))
            return;
        if (!_oneWay)
            _channel.ReplyException(_callId, exception);
        else
            _channel.CountFault();
    }

    /// <summary>Ends the dispatch, whatever happened in it.</summary>
    internal void Finish()
    {
        EndArguments();
        if (!_answered && !_oneWay)
            _channel.ReplyFailure(_callId, IkcStatus.Faulted, CallFate.MaybeExecuted, "The dispatcher gave no answer.");
        if (_bulk is not null)
            ReturnBulk();
    }

    private void ReturnBulk()
    {
        _bulk!.Return();
        _bulk = null;
    }

    private void BeginBuffer()
    {
        _place = CallPlace.Buffer;
        Writer.Begin(EncodeBuffer.Rent());
    }

    private void BeginSlot(long sizeBytes)
    {
        if (!_channel.OutSlots.TryRentHeld(sizeBytes, out SlotLoan loan))
            throw NoSlot();
        _bulk ??= ServerBulk.Rent();
        _bulk.Loan = loan;
        _place = CallPlace.Slot;
        Writer.Begin(new Span<byte>(loan.Payload, (int)sizeBytes));
    }

    private void ReplyFromBuffer()
    {
        EncodeBuffer buffer = Writer.Buffer!;
        int sizeBytes = Writer.Length;
        ReadOnlySpan<byte> bytes = buffer.Array.AsSpan(0, sizeBytes);
        if (sizeBytes <= _channel.InlineReplyBytesMax)
        {
            if (_channel.TryBeginReply((uint)sizeBytes, out byte* payload))
            {
                bytes.CopyTo(new Span<byte>(payload, sizeBytes));
                _channel.CommitReply((uint)sizeBytes, RecordKind.Reply, 0, _callId);
            }
        }
        else
        {
            SendSlot(FillSlot(bytes), sizeBytes);
        }

        _place = CallPlace.None;
        buffer.Return();
    }

    private readonly SlotLoan FillSlot(ReadOnlySpan<byte> payload) =>
        _channel.OutSlots.TryFill(payload, out SlotLoan loan) ? loan : throw NoSlot();

    private static IkcException NoSlot() =>
        new(IkcStatus.RingFull, "The service has no free bulk slot for this result.", CallFate.Executed);

    private readonly void SendSlot(in SlotLoan loan, long sizeBytes, RecordKind kind = RecordKind.Reply, byte flags = 0)
    {
        if (!_channel.TryBeginReply(SlotDescriptor.SizeBytes, out byte* payload))
        {
            _channel.OutSlots.Abandon(loan);
            return;
        }

        *(SlotDescriptor*)payload = loan.Describe(sizeBytes);
        _channel.OutSlots.Sent(loan);
        _channel.CommitReply(SlotDescriptor.SizeBytes, kind, (byte)(flags | RecordHeader.FlagSlot), _callId);
    }

    private void GiveUpReply()
    {
        switch (_place)
        {
            case CallPlace.Ring:
                _channel.AbortReply();
                break;
            case CallPlace.Buffer:
                Writer.Buffer!.Return();
                break;
            case CallPlace.Slot:
                _bulk!.Loan.LetGo();
                _channel.OutSlots.Abandon(_bulk.Loan);
                break;
        }

        _place = CallPlace.None;
    }

    private readonly void FreeSlot()
    {
        if (_bulk!.SlotArea is not { } area)
            return;
        area.Mapping.ReleaseReference();
        _channel.ReleaseSlot(_bulk.Slot.Slot, _bulk.Slot.Generation);
    }
}
