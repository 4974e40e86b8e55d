// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
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

    // Set field by field: what the compiler clears or copies of it, every call pays for.
    private ClientChannel _channel;
    private ushort _method;
    private byte _prefixBytes;
    private CallPlace _place;
    private long _timeoutNs;
    private CancellationToken _token;
    private Exception? _failure;
    private SlotLoan _loan;
    private long _lentBytes;
    private IkcFaultDecoder? _faults;
    private Lending? _lending;

    /// <summary>Sets all of it.</summary>
    internal void Begin(ClientConnection connection, int ordinal, long sizeBytes, IkcCallOptions options, CancellationToken token)
    {
        _timeoutNs = connection.TimeoutNs(options);
        _prefixBytes = _timeoutNs != 0 ? (byte)RecordHeader.DeadlinePrefixBytes : (byte)0;
        _token = token;
        _failure = null;
        _loan = default;
        _lentBytes = 0;
        _faults = null;
        _lending = null;
        _channel = connection.Zero;
        if (connection.TryGetOrdinal(ordinal, out _method) && !token.IsCancellationRequested
            && (ulong)sizeBytes <= _channel.InlinePayloadBytesMax
            && _channel.TryBegin((uint)sizeBytes + _prefixBytes, out byte* payload))
        {
            _place = CallPlace.Ring;
            Writer.Begin(new Span<byte>(payload + _prefixBytes, (int)sizeBytes));
        }
        else
        {
            BeginSlow(connection, ordinal, sizeBytes);
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

    /// <summary>Begins a call that is not written to the ring now, or not known yet to be possible. Its failure is the task's.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeginSlow(ClientConnection connection, int ordinal, long sizeBytes)
    {
        try
        {
            var clock = new WaitClock(_timeoutNs, _token);
            _method = connection.Ordinal(ordinal, ref clock);
            _channel = connection.Zero;
            _token.ThrowIfCancellationRequested();
            connection.ThrowIfClosed(CallFate.NotSent);
            if (sizeBytes > _channel.InlinePayloadBytesMax && _channel.OutSlots.TryRentHeld(sizeBytes, out _loan))
            {
                _place = CallPlace.Slot;
                Writer.Begin(new Span<byte>(_loan.Payload, (int)sizeBytes));
                return;
            }

            _place = CallPlace.Buffer;
        }
        catch (Exception e) when (e is IkcException or OperationCanceledException)
        {
            _failure = e;
            _place = CallPlace.Failed;
        }

        Writer.Begin(EncodeBuffer.Rent());
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
