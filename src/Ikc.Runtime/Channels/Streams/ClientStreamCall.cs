// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Channels.Streams;

/// <summary>
/// A call with streams, at its caller. It ends once: by its reply, its deadline, its cancellation or the channel's end. Its place in the
/// channel's table stays taken until the reply was read.
/// </summary>
internal sealed class ClientStreamCall : StreamCall
{
    private readonly ClientStreams _channel;
    private readonly ushort _method;
    private readonly byte[] _arguments;
    private readonly long _timeoutNs;
    private readonly StreamOutput[] _outputs;
    private readonly IkcFaultDecoder? _faults;
    private CancellationTokenRegistration _cancellation;
    private IStreamResult _result = null!;
    private StreamInput? _input;
    private SlotLoan _loan;
    private bool _hasLoan;
    private bool _isSent;
    private bool _stopIsDue;
    private bool _isExpired;
    private int _isEnded;
    private Exception? _reply;

    public ClientStreamCall(ClientStreams channel, ushort method, byte[] arguments, long timeoutNs, int outputs, IkcFaultDecoder? faults)
        : base(channel)
    {
        _channel = channel;
        _method = method;
        _arguments = arguments;
        _timeoutNs = timeoutNs;
        _outputs = new StreamOutput[outputs];
        _faults = faults;
    }

    /// <summary>Timestamp of the deadline; long.MaxValue: none.</summary>
    public long EndTimestamp { get; private set; } = long.MaxValue;

    public ClientStreams Streams => _channel;

    public bool IsEnded => Volatile.Read(ref _isEnded) != 0;

    public CallFate Fate => _isSent ? CallFate.MaybeExecuted : CallFate.NotSent;

    /// <summary>Tells the call whom it is for, before it starts.</summary>
    public void Bind(IStreamResult result)
    {
        _result = result;
        _input = result as StreamInput;
    }

    /// <summary>Sends the call and starts the streams that go out.</summary>
    public void Start(IReadOnlyList<StreamSource> sources, CancellationToken token)
    {
        if (_timeoutNs != 0)
            EndTimestamp = WaitClock.TimestampIn(_timeoutNs);
        for (int i = 0; i < sources.Count; i++)
        {
            var stopping = new CancellationTokenSource();
            _outputs[i] = sources[i].Open(_channel, this, (ushort)(i + 1), stopping.Token, stopping);
        }

        if (!_channel.TryOpen(this, out IkcException? refusal))
        {
            End(refusal, atOnce: true);
            return;
        }

        if (_arguments.Length > _channel.InlinePayloadBytesMax)
            TryMoveToSlot(_channel);
        _channel.Send(this);
        if (EndTimestamp != long.MaxValue)
            _channel.Hub.NoteDeadline(EndTimestamp);
        foreach (StreamOutput output in _outputs)
            output.Start();
        Watch(token);
    }

    private void Watch(CancellationToken token)
    {
        if (!token.CanBeCanceled)
            return;
        _cancellation = token.UnsafeRegister(
            static (call, token) => ((ClientStreamCall)call!).Cancel(new OperationCanceledException(token)), this);
        if (IsEnded)
            _cancellation.Unregister();
    }

    /// <summary>The caller wants nothing more: it gets the failure from the pump, and the service is told.</summary>
    public void Cancel(Exception failure) => _channel.Hub.Defer(() => EndEarly(failure));

    /// <summary>The deadline has passed. Under the gate, by the pump.</summary>
    public bool TryExpire()
    {
        if (_isExpired)
            return false;
        _isExpired = true;
        Cancel(new IkcException(IkcStatus.DeadlineExceeded, "The deadline of the call has passed.", Fate));
        return true;
    }

    private void EndEarly(Exception failure)
    {
        if (!TryEnd())
            return;
        Stop();
        _result.Fail(failure, atOnce: true);
    }

    // ---- its end ----------------------------------------------------------------------------------------------------------------------------

    /// <summary>The reply, still held. Resume completes the call.</summary>
    /// <returns>False when the caller has gone before.</returns>
    public bool TryTakeReply(in StreamRecord record)
    {
        if (!TryEnd())
            return false;
        if (record.Kind == RecordKind.Failure)
            _reply = record.IsFault ? IkcFault.Decode(record.Bytes, _faults) : ReplyFailure.Decode(record.Bytes);
        else
            _result.Take(record.Bytes);
        return true;
    }

    public override void Resume()
    {
        StopOutputs();
        if (_reply is null)
            _result.Complete();
        else
            _result.Fail(_reply, atOnce: false);
    }

    /// <summary>Ends the call without a reply, when the service need not or cannot be told.</summary>
    public void End(Exception failure, bool atOnce)
    {
        if (!TryEnd())
            return;
        StopOutputs();
        _result.Fail(failure, atOnce);
    }

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) != 0)
            return false;
        _cancellation.Unregister();
        return true;
    }

    private void Stop()
    {
        _channel.EnterGate();
        _stopIsDue = true;
        _channel.ExitGate();
        _channel.Send(this);
        StopOutputs();
    }

    private void StopOutputs()
    {
        foreach (StreamOutput? output in _outputs)
        {
            if (output is not null)
                StopOutput(output);
        }
    }

    private void StopOutput(StreamOutput output)
    {
        _channel.EnterGate();
        bool resumes = output.Stop();
        _channel.ExitGate();
        if (resumes)
            output.Resume();
    }

    public override void EndOutput(StreamOutput output, Exception? failure)
    {
        if (IsEnded)
            return;
        // What a source throws is the caller's own business: the service hears that it failed, not why.
        output.SendEnd(failure is null ? [] : EncodeFailure(IkcStatus.Faulted, CallFate.Executed, "The caller's stream failed."));
    }

    public override void EndInput(StreamInput input)
    {
        if (TryEnd())
            Stop();
    }

    public override void Distrust() => EndInput(_input!);

    public override StreamInput? Input(ushort index) => index == 0 ? _input : null;

    public override StreamOutput? Output(ushort index) => index >= 1 && index <= _outputs.Length ? _outputs[index - 1] : null;

    // ---- under the gate -----------------------------------------------------------------------------------------------------------------------

    public override StreamObstacle TryWrite(StreamChannel channel)
    {
        if (!_isSent)
        {
            if (_stopIsDue)
            {
                DropLoan();
                _channel.Close(this); // the service never hears of it
                return StreamObstacle.None;
            }

            if (!_hasLoan && _arguments.Length > channel.InlinePayloadBytesMax)
                return StreamObstacle.Slot;
            _isSent = TryWriteRequest();
            if (!_isSent)
                return StreamObstacle.Space;
        }

        if (_stopIsDue)
            _stopIsDue = !channel.TryWrite(RecordKind.Stop, 0, 0, Id, default);
        return _stopIsDue ? StreamObstacle.Space : StreamObstacle.None;
    }

    private unsafe bool TryWriteRequest()
    {
        byte flags = 0;
        long* prefix = stackalloc long[RecordHeader.DeadlinePrefixBytes / sizeof(long)];
        int prefixBytes = 0;
        if (_timeoutNs != 0)
        {
            flags |= RecordHeader.FlagDeadline;
            prefix[0] = WaitClock.NsUntil(EndTimestamp);
            prefix[1] = 0;
            prefixBytes = RecordHeader.DeadlinePrefixBytes;
        }

        var first = new ReadOnlySpan<byte>(prefix, prefixBytes);
        if (!_hasLoan)
            return Channel.TryWrite(RecordKind.Request, flags, _method, Id, first, _arguments);
        SlotDescriptor slot = _loan.Describe(_arguments.Length);
        flags |= RecordHeader.FlagSlot;
        if (!Channel.TryWrite(RecordKind.Request, flags, _method, Id, first, new ReadOnlySpan<byte>(&slot, SlotDescriptor.SizeBytes)))
            return false;
        Channel.OutSlots.Sent(_loan);
        _hasLoan = false;
        return true;
    }

    private void DropLoan()
    {
        if (_hasLoan)
            Channel.OutSlots.Abandon(_loan);
        _hasLoan = false;
    }

    public override bool TryMoveToSlot(StreamChannel channel)
    {
        try
        {
            if (!channel.OutSlots.TryFill(_arguments, out _loan))
                return !channel.IsOpen;
            _hasLoan = true;
        }
        catch (IkcException e)
        {
            Cancel(e); // no memory for a slot: the call is taken back before it was sent
        }

        return true;
    }
}
