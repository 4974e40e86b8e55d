// SPDX-License-Identifier: MIT
using System.Buffers;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels.Streams;

/// <summary>
/// The reader's side of a stream: the pump puts what comes into private memory, the reader takes all of it at once, and gives as much
/// credit back. So it holds at most what the credit allows twice: what is being read, and what has come meanwhile.
/// </summary>
internal abstract unsafe class StreamInput(StreamChannel channel, StreamCall call, ushort index, int itemBytes) : StreamSender
{
    private const int GrantBytesMin = Limits.StreamCreditBytes / 2;
    private const int BufferBytesMin = 512;

    private readonly Queue<Segment> _segments = new();
    private Gate _gate;
    private long _allowedBytes = Limits.StreamCreditBytes;
    private long _toGrantBytes;
    private long _grantBytes;
    private byte[]? _tail;
    private int _tailBytes;
    private byte[]? _spare;
    private Segment _current;
    private Exception? _failure;
    private bool _isEnded;
    private bool _isEndedByPeer;
    private bool _isClosed;
    private bool _isCut;
    private bool _stopIsDue;
    private bool _waits;

    protected StreamChannel Channel { get; } = channel;

    protected StreamCall Call { get; } = call;

    // ---- what comes: on the pump ------------------------------------------------------------------------------------------------------------

    /// <summary>Takes items. The bulk slot they stand in, if any, is kept until they were read.</summary>
    /// <returns>False: the peer broke the protocol.</returns>
    public bool TryAdd(ref StreamRecord record, out bool resumes)
    {
        resumes = false;
        int sizeBytes = record.PayloadBytes;
        bool whole = itemBytes >= 0 ? sizeBytes % itemBytes == 0 : sizeBytes % StreamItem.Alignment == 0;
        if (sizeBytes == 0 || !whole || _isEndedByPeer || Volatile.Read(ref _allowedBytes) <= 0)
            return false;
        Interlocked.Add(ref _allowedBytes, -sizeBytes);
        _gate.Enter();
        if (!_isClosed)
        {
            if (record.SlotArea is not null)
                AddSlot(ref record);
            else
                Append(record.Bytes);
            resumes = EndWait();
        }

        _gate.Exit();
        return true;
    }

    private void AddSlot(ref StreamRecord record)
    {
        CloseTail();
        _segments.Enqueue(new Segment { Area = record.SlotArea, Slot = record.Slot, SizeBytes = record.PayloadBytes });
        record.SlotArea = null;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        int neededBytes = _tailBytes + bytes.Length;
        if (_tail is null || _tail.Length < neededBytes)
            GrowTail(neededBytes);
        bytes.CopyTo(_tail.AsSpan(_tailBytes));
        _tailBytes = neededBytes;
    }

    private void GrowTail(int neededBytes)
    {
        byte[] larger = _tail is null && _spare is { } spare && spare.Length >= neededBytes
            ? spare
            : ArrayPool<byte>.Shared.Rent(Math.Max(neededBytes, BufferBytesMin));
        if (larger == _spare)
            _spare = null;
        if (_tail is not null)
        {
            _tail.AsSpan(0, _tailBytes).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_tail);
        }

        _tail = larger;
    }

    private void CloseTail()
    {
        if (_tail is null || _tailBytes == 0)
            return;
        _segments.Enqueue(new Segment { Buffer = _tail, SizeBytes = _tailBytes });
        _tail = null;
        _tailBytes = 0;
    }

    /// <summary>The writer has ended the stream.</summary>
    /// <returns>False: it has done so before.</returns>
    public bool TryEnd(Exception? failure, out bool resumes)
    {
        resumes = false;
        if (_isEndedByPeer)
            return false;
        _isEndedByPeer = true;
        resumes = End(failure, atOnce: false);
        return true;
    }

    /// <summary>Ends the stream, after what has come or at once. Any thread.</summary>
    /// <returns>Whether the reader is to be resumed.</returns>
    public bool End(Exception? failure, bool atOnce)
    {
        _gate.Enter();
        bool resumes = false;
        if (!_isEnded)
        {
            _isEnded = true;
            _failure = failure;
            if (atOnce)
            {
                DropSegments();
                _isCut = true;
            }

            resumes = EndWait();
        }

        _gate.Exit();
        return resumes;
    }

    // ---- the reader -----------------------------------------------------------------------------------------------------------------------

    /// <summary>What is left of what is being read is not wanted any more.</summary>
    protected bool IsCut => Volatile.Read(ref _isCut);

    /// <summary>Takes all that has come; else says that the reader waits.</summary>
    /// <returns>Taken, ended (or throws why), or waiting.</returns>
    protected StreamNews TakeNext(bool waits, out int sizeBytes)
    {
        sizeBytes = 0;
        _gate.Enter();
        Recycle();
        if (_segments.Count == 0)
            CloseTail();
        bool taken = _segments.TryDequeue(out _current);
        Exception? failure = taken ? null : _failure;
        bool ended = _isEnded || _isClosed;
        _waits = waits && !taken && !ended;
        _gate.Exit();
        if (taken)
        {
            Grant(_current.SizeBytes);
            sizeBytes = _current.SizeBytes;
            return StreamNews.Items;
        }

        if (failure is not null)
            throw failure;
        return ended ? StreamNews.End : StreamNews.Nothing;
    }

    /// <summary>A part of what is being read.</summary>
    protected ReadOnlySpan<byte> Bytes(int position, int sizeBytes) => _current.Bytes.Slice(position, sizeBytes);

    private void Grant(int sizeBytes)
    {
        _toGrantBytes += sizeBytes;
        if (_toGrantBytes < GrantBytesMin || Volatile.Read(ref _isEnded))
            return;
        Interlocked.Add(ref _allowedBytes, _toGrantBytes);
        Interlocked.Add(ref _grantBytes, _toGrantBytes);
        _toGrantBytes = 0;
        Channel.Send(this);
    }

    private void Recycle()
    {
        if (_current.Buffer is { } buffer)
        {
            if (_spare is not null)
                ArrayPool<byte>.Shared.Return(buffer);
            else
                _spare = buffer;
        }

        ReleaseSlot(_current);
        _current = default;
    }

    private void ReleaseSlot(in Segment segment)
    {
        if (segment.Area is null)
            return;
        segment.Area.Mapping.ReleaseReference();
        Channel.TryReleaseSlot(segment.Slot.Slot, segment.Slot.Generation);
    }

    private void DropSegments()
    {
        while (_segments.TryDequeue(out Segment segment))
        {
            ReleaseSlot(segment);
            if (segment.Buffer is not null)
                ArrayPool<byte>.Shared.Return(segment.Buffer);
        }

        if (_tail is not null)
            ArrayPool<byte>.Shared.Return(_tail);
        _tail = null;
        _tailBytes = 0;
    }

    /// <summary>The reader has gone: what has come, and what still comes, is dropped.</summary>
    /// <returns>Whether the stream had not ended.</returns>
    protected bool Close()
    {
        _gate.Enter();
        bool cut = !_isEnded && !_isClosed;
        _isClosed = true;
        Recycle();
        DropSegments();
        if (_spare is not null)
            ArrayPool<byte>.Shared.Return(_spare);
        _spare = null;
        _gate.Exit();
        return cut;
    }

    /// <summary>Forgets the stream, unless somebody reads it: its call has ended.</summary>
    public bool EndWithCall() => End(new IkcException(IkcStatus.Closed, "The call that the stream belongs to has ended.", CallFate.Executed), atOnce: true);

    // ---- what is said to the writer -------------------------------------------------------------------------------------------------------

    /// <summary>Tells the writer that nobody reads any more.</summary>
    public void SendStop()
    {
        Volatile.Write(ref _stopIsDue, true);
        Channel.Send(this);
    }

    public override StreamObstacle TryWrite(StreamChannel channel)
    {
        if (Volatile.Read(ref _stopIsDue))
        {
            if (!channel.TryWrite(RecordKind.Stop, 0, index, Call.Id, default))
                return StreamObstacle.Space;
            _stopIsDue = false;
        }

        ulong bytes = (ulong)Interlocked.Exchange(ref _grantBytes, 0);
        if (bytes == 0 || channel.TryWrite(RecordKind.Credit, 0, index, Call.Id, new ReadOnlySpan<byte>(&bytes, sizeof(ulong))))
            return StreamObstacle.None;
        Interlocked.Add(ref _grantBytes, (long)bytes);
        return StreamObstacle.Space;
    }

    public override bool EndWait()
    {
        bool waited = _waits;
        _waits = false;
        return waited;
    }

    private struct Segment
    {
        public byte[]? Buffer;
        public PeerArea? Area;
        public SlotDescriptor Slot;
        public int SizeBytes;

        public readonly ReadOnlySpan<byte> Bytes => Area is null
            ? Buffer.AsSpan(0, SizeBytes)
            : new ReadOnlySpan<byte>(Area.Base + AreaLayout.BulkOffset, SizeBytes);
    }
}
