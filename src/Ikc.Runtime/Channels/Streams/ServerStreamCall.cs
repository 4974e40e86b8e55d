// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Channels.Streams;

/// <summary>A call with streams, at its service. It ends with its reply, which comes after the last item of a stream that is the result.</summary>
internal sealed class ServerStreamCall : StreamCall
{
    private readonly ServerStreams _channel;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationToken _token;
    private readonly ushort _method;
    private readonly long _deadlineNs;
    private readonly List<StreamInput> _inputs = [];
    private StreamOutput? _output;
    private EncodeBuffer? _reply;
    private RecordKind _replyKind;
    private byte _replyFlags;
    private SlotLoan _loan;
    private bool _hasLoan;
    private bool _cancelAsked;
    private int _isEnded;

    public ServerStreamCall(ServerStreams channel, ulong id, ushort method, long deadlineNs)
        : base(channel)
    {
        _channel = channel;
        _method = method;
        _deadlineNs = deadlineNs;
        _token = _cancellation.Token;
        Id = id;
        if (deadlineNs > 0)
            _cancellation.CancelAfter(TimeSpan.FromMilliseconds(Math.Clamp(deadlineNs / 1e6, 1, uint.MaxValue - 2.0)));
    }

    /// <summary>Fires when the caller cancels, its deadline passes or it dies.</summary>
    public CancellationToken Token => _token;

    // ---- while it is dispatched ---------------------------------------------------------------------------------------------------------------

    /// <summary>The next parameter that is a stream.</summary>
    public StreamInput<T> AddInput<T>(int itemBytes, IkcDecoder<T> decoder)
    {
        var input = new StreamInput<T>(_channel, this, (ushort)(_inputs.Count + 1), itemBytes, decoder);
        _inputs.Add(input);
        return input;
    }

    public void Reply<T>(IAsyncEnumerable<T> items, int itemBytes, IkcEncoder<T> encoder)
    {
        _output = new StreamSource<T>(items, itemBytes, encoder).Open(_channel, this, 0, _token, stopping: null);
        _output.Start();
    }

    public async void Reply(ValueTask task)
    {
        try
        {
            await task.ConfigureAwait(false);
            End(EncodeBuffer.Rent(), RecordKind.Reply);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    public async void Reply<T>(ValueTask<T> task, IkcEncoder<T> encoder)
    {
        try
        {
            T result = await task.ConfigureAwait(false);
            EncodeBuffer reply = EncodeBuffer.Rent();
            Encode(reply, result, encoder);
            End(reply, RecordKind.Reply);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private static void Encode<T>(EncodeBuffer reply, T result, IkcEncoder<T> encoder)
    {
        var writer = new IkcWriter(reply);
        encoder(ref writer, result);
        reply.Length = writer.Length;
    }

    // ---- its end ------------------------------------------------------------------------------------------------------------------------------

    public override void EndOutput(StreamOutput output, Exception? failure)
    {
        if (failure is not null)
            Fail(failure);
        else if (_token.IsCancellationRequested)
            Fail(new OperationCanceledException());
        else
            End(EncodeBuffer.Rent(), RecordKind.Reply);
    }

    /// <summary>Answers with a failure. What the caller is told of an exception is the service's choice.</summary>
    public void Fail(Exception exception)
    {
        if (exception is IkcFaultException fault && IkcFault.TryEncode(_channel.Dispatcher, _method, fault) is { } value)
        {
            End(value, RecordKind.Failure, RecordHeader.FlagFault);
            return;
        }

        _channel.CountFault();
        bool isOverdue = _deadlineNs > 0 && !Volatile.Read(ref _cancelAsked) && _token.IsCancellationRequested;
        (IkcStatus status, string text) = exception switch
        {
            IkcException { Status: IkcStatus.RingFull or IkcStatus.TooLarge or IkcStatus.Unimplemented } e => (e.Status, e.Message),
            OperationCanceledException when isOverdue => (IkcStatus.DeadlineExceeded, "The deadline of the call has passed."),
            OperationCanceledException => (IkcStatus.Cancelled, "The service cancelled the call."),
            _ when _channel.Connection.Service.Limits.IncludeExceptionMessages =>
                (IkcStatus.Faulted, $"{exception.GetType().Name}: {exception.Message}"),
            _ => (IkcStatus.Faulted, "The service threw an exception."),
        };
        Fail(status, isOverdue ? CallFate.MaybeExecuted : CallFate.Executed, text);
    }

    public void Fail(IkcStatus status, CallFate fate, string text)
    {
        byte[] payload = EncodeFailure(status, fate, text);
        EncodeBuffer reply = EncodeBuffer.Rent();
        reply.Reserve(payload.Length);
        payload.CopyTo(reply.Memory);
        reply.Length = payload.Length;
        End(reply, RecordKind.Failure);
    }

    private void End(EncodeBuffer reply, RecordKind kind, byte flags = 0)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) != 0)
            return;
        EndInputs();
        _cancellation.Dispose();
        _reply = reply;
        _replyKind = kind;
        _replyFlags = flags;
        if (reply.Length > _channel.InlinePayloadBytesMax)
            TryMoveToSlot(_channel);
        _channel.Send(this);
    }

    private void EndInputs()
    {
        foreach (StreamInput input in _inputs)
        {
            if (input.EndWithCall())
                input.Resume();
        }
    }

    /// <summary>The caller cancels, or is gone: the method's token fires, and its stream is stopped.</summary>
    public void Cancel(out StreamSender? resumed)
    {
        Volatile.Write(ref _cancelAsked, true);
        CancelLater(_cancellation);
        resumed = null;
        if (_output is null)
            return;
        _channel.EnterGate();
        resumed = _output.Stop() ? _output : null;
        _channel.ExitGate();
    }

    /// <summary>The channel has closed.</summary>
    public void Abandon(Exception reason)
    {
        Cancel(out StreamSender? resumed);
        resumed?.Resume();
        foreach (StreamInput input in _inputs)
        {
            if (input.End(reason, atOnce: false))
                input.Resume();
        }
    }

    public override void EndInput(StreamInput input)
    {
        if (Volatile.Read(ref _isEnded) == 0)
            input.SendStop();
    }

    public override void Distrust() => _channel.Violate();

    public override StreamInput? Input(ushort index) => index >= 1 && index <= _inputs.Count ? _inputs[index - 1] : null;

    public override StreamOutput? Output(ushort index) => index == 0 ? _output : null;

    // ---- under the gate -------------------------------------------------------------------------------------------------------------------------

    public override StreamObstacle TryWrite(StreamChannel channel)
    {
        EncodeBuffer reply = _reply!;
        if (!_hasLoan && reply.Length > channel.InlinePayloadBytesMax)
            return StreamObstacle.Slot;
        if (!(_hasLoan ? TryWriteSlot(reply.Length) : channel.TryWrite(_replyKind, _replyFlags, 0, Id, reply.Written)))
            return StreamObstacle.Space;
        _channel.Close(this);
        reply.Return();
        return StreamObstacle.None;
    }

    private unsafe bool TryWriteSlot(int sizeBytes)
    {
        SlotDescriptor slot = _loan.Describe(sizeBytes);
        var bytes = new ReadOnlySpan<byte>(&slot, SlotDescriptor.SizeBytes);
        if (!Channel.TryWrite(_replyKind, (byte)(_replyFlags | RecordHeader.FlagSlot), 0, Id, bytes))
            return false;
        Channel.OutSlots.Sent(_loan);
        return true;
    }

    public override bool TryMoveToSlot(StreamChannel channel)
    {
        EncodeBuffer reply = _reply!;
        try
        {
            if (!channel.OutSlots.TryFill(reply.Written, out _loan))
                return !channel.IsOpen;
            _hasLoan = true;
        }
        catch (IkcException e)
        {
            byte[] failure = EncodeFailure(e.Status, CallFate.Executed, e.Message);
            failure.CopyTo(reply.Memory);
            reply.Length = failure.Length;
            _replyKind = RecordKind.Failure;
            _replyFlags = 0;
        }

        return true;
    }
}
