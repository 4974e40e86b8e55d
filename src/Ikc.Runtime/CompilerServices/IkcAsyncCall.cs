// SPDX-License-Identifier: MIT
using Ikc.Channels;
using Ikc.Channels.Callbacks;
using Ikc.Rings;

namespace Ikc.CompilerServices;

/// <summary>
/// An asynchronous call being made. Used by generated clients only, on one thread. While it is being written in place its thread has the
/// channel's producer role: nothing but writing may happen before it is sent or disposed.
/// </summary>
public unsafe ref partial struct IkcAsyncCall
{
    /// <summary>Takes the arguments.</summary>
    public IkcWriter Writer;

    private readonly ClientChannel _channel;
    private readonly ushort _method;
    private readonly byte _prefixBytes;
    private readonly long _timeoutNs;
    private readonly CancellationToken _token;
    private Exception? _failure;
    private CallPlace _place;
    private SlotLoan _loan;
    private long _lentBytes;
    private IkcFaultDecoder? _faults;
    private Lending? _lending;

    internal IkcAsyncCall(ClientConnection connection, int ordinal, long sizeBytes, IkcCallOptions options, CancellationToken token)
    {
        _channel = null!;
        _token = token;
        _timeoutNs = connection.TimeoutNs(options);
        if (_timeoutNs != 0)
            _prefixBytes = RecordHeader.DeadlinePrefixBytes;
        try
        {
            var clock = new WaitClock(_timeoutNs, token);
            _method = connection.Ordinal(ordinal, ref clock);
            _channel = connection.Zero;
            if (token.CanBeCanceled)
                token.ThrowIfCancellationRequested();
            Begin(sizeBytes, connection.Target.Contract.Methods[ordinal].Kind == IkcMethodKind.OneWayAsync);
        }
        catch (Exception e) when (e is IkcException or OperationCanceledException)
        {
            _failure = e;
            _place = CallPlace.Failed;
            Writer = new IkcWriter(EncodeBuffer.Rent());
        }
    }

    /// <summary>Says which faults the method declares, before the call is sent.</summary>
    public void Expect(IkcFaultDecoder faults) => _faults = faults;

    /// <summary>Sends the call; the task gives its result.</summary>
    public ValueTask<T> Send<T>(IkcDecoder<T> decoder)
    {
        if (_place == CallPlace.Failed)
            return ValueTask.FromException<T>(_failure!);
        PendingCall<T> call = PendingCall<T>.Rent(decoder);
        ValueTask<T> task = call.Task;
        Send(call, isOneWay: false);
        return task;
    }

    /// <summary>Sends the call; the task ends with its reply.</summary>
    public ValueTask Send()
    {
        if (_place == CallPlace.Failed)
            return ValueTask.FromException(_failure!);
        PendingCall<bool> call = PendingCall<bool>.Rent(null);
        ValueTask task = call.VoidTask;
        Send(call, isOneWay: false);
        return task;
    }

    /// <summary>Sends the call; the task gives its result as a lease.</summary>
    public ValueTask<IkcLease<T>> SendForLease<T>()
        where T : unmanaged
    {
        if (_place == CallPlace.Failed)
            return ValueTask.FromException<IkcLease<T>>(_failure!);
        PendingLeaseCall<T> call = PendingLeaseCall<T>.Rent();
        ValueTask<IkcLease<T>> task = call.Task;
        Send(call, isOneWay: false);
        return task;
    }

    /// <summary>Sends a call that has no reply; the task ends when it was written.</summary>
    public ValueTask Post()
    {
        if (_place == CallPlace.Failed)
            return ValueTask.FromException(_failure!);
        if (_place == CallPlace.Ring)
        {
            CommitInPlace(null);
            return default;
        }

        PendingCall<bool> call = PendingCall<bool>.Rent(null);
        ValueTask task = call.VoidTask;
        Send(call, isOneWay: true);
        return task;
    }

    /// <summary>Gives up what was begun and not sent.</summary>
    public void Dispose()
    {
        switch (_place)
        {
            case CallPlace.None:
                return;
            case CallPlace.Ring:
                _channel.Abort();
                break;
            case CallPlace.Slot:
                _loan.LetGo();
                _channel.OutSlots.Abandon(_loan);
                break;
            default:
                Writer.Buffer!.Return();
                _lending?.GiveUp();
                _lending = null;
                break;
        }

        _place = CallPlace.None;
    }

    private void Begin(long sizeBytes, bool isOneWay)
    {
        if ((ulong)sizeBytes <= _channel.InlinePayloadBytesMax
            && _channel.TryBegin((uint)sizeBytes + _prefixBytes, isOneWay, out byte* payload))
        {
            _place = CallPlace.Ring;
            Writer = new IkcWriter(new Span<byte>(payload + _prefixBytes, (int)sizeBytes));
            return;
        }

        _channel.Connection.ThrowIfClosed(CallFate.NotSent);
        if (sizeBytes > _channel.InlinePayloadBytesMax && _channel.OutSlots.TryRentHeld(sizeBytes, out _loan))
        {
            _place = CallPlace.Slot;
            Writer = new IkcWriter(new Span<byte>(_loan.Payload, (int)sizeBytes));
            return;
        }

        _place = CallPlace.Buffer;
        Writer = new IkcWriter(EncodeBuffer.Rent());
    }

    private void Send(PendingCall call, bool isOneWay)
    {
        call.Begin(_channel, _method, isOneWay, _token);
        call.Faults = _faults;
        if (_timeoutNs != 0)
            call.EndTimestamp = WaitClock.TimestampIn(_timeoutNs);
        if (_place == CallPlace.Ring)
        {
            CommitInPlace(call);
        }
        else
        {
            HandArguments(call);
            _channel.Submit(call);
        }

        call.ListenToToken();
    }

    private void CommitInPlace(PendingCall? call)
    {
        byte flags = 0;
        int sizeBytes = Writer.Length;
        if (_prefixBytes != 0)
        {
            _channel.WritePrefix((uint)sizeBytes + _prefixBytes, _timeoutNs);
            flags = RecordHeader.FlagDeadline;
        }

        _place = CallPlace.None;
        _channel.Commit(call, (uint)sizeBytes + _prefixBytes, flags, _method);
    }

    private void HandArguments(PendingCall call)
    {
        if (_place == CallPlace.Slot)
        {
            _channel.OutSlots.CountCopied(Writer.Length - _lentBytes);
            _loan.LetGo(); // what is queued is not written any more
            call.Loan = _loan;
            call.HasLoan = true;
            call.LoanBytes = Writer.Length;
        }
        else
        {
            call.Request = Writer.Buffer!;
            call.Request.Length = Writer.Length;
            call.Lending = _lending;
            _lending = null;
        }

        _place = CallPlace.None;
    }
}
