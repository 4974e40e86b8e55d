// SPDX-License-Identifier: MIT
using System.Threading.Tasks.Sources;
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Channels.Streams;

/// <summary>
/// A stream that goes out. Its loop encodes items into a batch, which is written as one record when it is full or when the source has
/// nothing at once; without credit, room or a bulk slot the loop waits, and with it the source.
/// </summary>
internal abstract class StreamOutput : StreamSender, IValueTaskSource<bool>
{
    private const int BatchBytes = 16 * 1024;

    private readonly StreamChannel _channel;
    private readonly StreamCall _call;
    private readonly ushort _index;
    private readonly CancellationTokenSource? _stopping;
    private readonly int _batchBytes;
    private ManualResetValueTaskSourceCore<bool> _core;
    private long _credit = Limits.StreamCreditBytes;
    private bool _waits;
    private bool _isStopped;
    private bool _endIsDue;
    private byte[] _end = [];
    private SlotLoan _loan;
    private bool _hasLoan;

    /// <param name="channel">The channel.</param>
    /// <param name="call">The call that the stream belongs to.</param>
    /// <param name="index">Which of its streams.</param>
    /// <param name="stopping">Cancelled when the other side wants no more; null when the call has a token for that.</param>
    protected StreamOutput(StreamChannel channel, StreamCall call, ushort index, CancellationTokenSource? stopping)
    {
        _channel = channel;
        _call = call;
        _index = index;
        _stopping = stopping;
        _batchBytes = (int)Math.Min(BatchBytes, channel.InlinePayloadBytesMax / 2);
        Batch = EncodeBuffer.Rent();
    }

    /// <summary>Encoded items. The loop's while it runs; while it waits, of whoever writes the batch.</summary>
    protected EncodeBuffer Batch { get; private set; }

    /// <summary>Well below what a record holds, for the last item may go beyond it.</summary>
    protected int BatchBytesMax => _batchBytes;

    protected bool BatchIsFull => Batch.Length >= BatchBytesMax;

    protected bool IsStopped => Volatile.Read(ref _isStopped);

    /// <summary>Whether somebody may still read what is sent.</summary>
    protected bool IsWanted => !IsStopped && Failure is null && _channel.IsOpen;

    /// <summary>Why a batch could not be sent, though it was wanted.</summary>
    protected Exception? Failure { get; private set; }

    /// <summary>Runs the source until it ends; what it throws goes to the call.</summary>
    public async void Start()
    {
        Exception? failure = null;
        try
        {
            await SendAllAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
        }

        if (!IsStopped)
            Batch.Return(); // else somebody may still be moving it into a bulk slot
        Batch = null!;
        _call.EndOutput(this, failure ?? Failure);
        _stopping?.Dispose();
    }

    protected abstract Task SendAllAsync();

    /// <summary>Writes the batch, and waits until it is written. Never throws.</summary>
    /// <returns>False when nobody wants more.</returns>
    protected ValueTask<bool> FlushAsync()
    {
        if (Batch.Length == 0 || !IsWanted)
            return new ValueTask<bool>(IsWanted);
        if (Batch.Length > _channel.InlinePayloadBytesMax)
            TryMoveToSlot(_channel);
        _core.Reset();
        return _channel.Send(this) ? new ValueTask<bool>(IsWanted) : new ValueTask<bool>(this, _core.Version);
    }

    // ---- under the gate -------------------------------------------------------------------------------------------------------------------

    public override StreamObstacle TryWrite(StreamChannel channel)
    {
        if (_isStopped)
            return Drop();
        if (!_endIsDue)
            return Failure is null ? TryWriteBatch() : Drop();
        _endIsDue = !_channel.TryWrite(RecordKind.End, 0, _index, _call.Id, _end);
        return _endIsDue ? StreamObstacle.Space : StreamObstacle.None;
    }

    private StreamObstacle TryWriteBatch()
    {
        if (_credit <= 0)
            return StreamObstacle.Credit;
        int sizeBytes = Batch.Length;
        if (!_hasLoan && sizeBytes > _channel.InlinePayloadBytesMax)
            return StreamObstacle.Slot;
        if (!(_hasLoan ? TryWriteSlot(sizeBytes) : _channel.TryWrite(RecordKind.Items, 0, _index, _call.Id, Batch.Written)))
            return StreamObstacle.Space;
        _credit -= sizeBytes;
        Batch.Length = 0;
        return StreamObstacle.None;
    }

    private unsafe bool TryWriteSlot(int sizeBytes)
    {
        SlotDescriptor slot = _loan.Describe(sizeBytes);
        var bytes = new ReadOnlySpan<byte>(&slot, SlotDescriptor.SizeBytes);
        if (!_channel.TryWrite(RecordKind.Items, RecordHeader.FlagSlot, _index, _call.Id, bytes))
            return false;
        _channel.OutSlots.Sent(_loan);
        _hasLoan = false;
        return true;
    }

    private StreamObstacle Drop()
    {
        if (_hasLoan)
            _channel.OutSlots.Abandon(_loan);
        _hasLoan = false;
        return StreamObstacle.None;
    }

    public override void BeginWait() => _waits = !_endIsDue;

    public override bool EndWait()
    {
        bool waited = _waits;
        _waits = false;
        return waited;
    }

    /// <summary>The other side gives credit. Under the gate.</summary>
    /// <returns>False: more than a stream may have.</returns>
    public bool TryAddCredit(ulong bytes, out bool triesAgain)
    {
        triesAgain = _waits && !IsWaiting;
        if (bytes > Limits.StreamCreditBytesMax || _credit + (long)bytes > Limits.StreamCreditBytesMax)
            return false;
        _credit += (long)bytes;
        return true;
    }

    /// <summary>The other side wants no more, or is gone. Under the gate.</summary>
    /// <returns>Whether the loop is to be resumed.</returns>
    public bool Stop()
    {
        if (_isStopped)
            return false;
        Volatile.Write(ref _isStopped, true);
        if (_stopping is not null)
            StreamCall.CancelLater(_stopping);
        return EndWait();
    }

    // ---- not under the gate ---------------------------------------------------------------------------------------------------------------

    /// <summary>Tells the other side that the source has ended: with nothing, or with a failure's payload.</summary>
    public void SendEnd(byte[] failure)
    {
        _end = failure;
        _endIsDue = true;
        _channel.Send(this);
    }

    public override bool TryMoveToSlot(StreamChannel channel)
    {
        if (Batch is not { } batch)
            return true; // stopped meanwhile, and the loop has ended
        try
        {
            if (!channel.OutSlots.TryFill(batch.Written, out SlotLoan loan))
                return !channel.IsOpen;
            _loan = loan;
            _hasLoan = true;
        }
        catch (IkcException e)
        {
            Failure = e; // no memory for a slot: the stream fails, the channel goes on
        }

        return true;
    }

    public override void Resume() => _core.SetResult(IsWanted);

    bool IValueTaskSource<bool>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
