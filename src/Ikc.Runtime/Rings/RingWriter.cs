// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Rings;

/// <summary>
/// The producer's cursor of a single-producer, single-consumer ring of records. The ring lies in the producer's own area; the
/// consumer's head lies in the consumer's. Positions are free-running; a record never wraps: what does not fit before the end of the
/// ring is preceded by a padding record.
/// </summary>
/// <remarks>
/// Rule 6: the header that follows a record is cleared before the record is committed, so a reservation needs the record and one
/// header free, and the ring is never fuller than that.
/// Not thread-safe: one thread at a time holds the producer role.
/// </remarks>
internal unsafe struct RingWriter
{
    private const int LineBytes = 64;
    private const int AheadBytesMin = 4 * LineBytes;
    private const int AheadBytes = 16 * LineBytes; // fetched together, for one by one each would be waited for

    private readonly byte* _ring;
    private readonly uint _sizeBytes;
    private readonly ulong* _peerHead;
    private ulong _tail;
    private ulong _headSeen;

    /// <summary>From the tail up to here everything was zeroed ahead, but for what was touched since.</summary>
    private ulong _cleared;

    /// <summary>Up to here payload may have been written by reservations, committed or not.</summary>
    private ulong _touched;

    public RingWriter(byte* ring, uint sizeBytes, ulong* peerHead)
    {
        _ring = ring;
        _sizeBytes = sizeBytes;
        _peerHead = peerHead;
    }

    /// <summary>Largest payload of a record: the record is at most a quarter of the ring.</summary>
    public readonly uint PayloadBytesMax => (_sizeBytes / 4) - RecordHeader.SizeBytes;

    public readonly ulong Tail => _tail;

    /// <summary>Makes room for a record. Reserving again without a commit gives the same room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RingResult TryReserve(uint payloadBytes, out byte* payload)
    {
        uint recordBytes = RecordHeader.RecordBytes(payloadBytes);
        uint offset = (uint)_tail & (_sizeBytes - 1);
        payload = _ring + offset + RecordHeader.SizeBytes;
        ulong free = _sizeBytes - (_tail - _headSeen);
        if (recordBytes <= _sizeBytes - offset && recordBytes + RecordHeader.SizeBytes <= free)
        {
            Touch(recordBytes);
            return RingResult.Ok;
        }

        return TryReserveSlow(recordBytes, out payload);
    }

    /// <summary>
    /// Publishes the reserved record, with at most as many payload bytes as were reserved. The commit is a full fence
    /// (fence <c>DataWriter</c>, pairs with <c>DataReader</c> in ChannelEnd.Arm): the caller may look at the reader's parked word next.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Commit(uint payloadBytes, RecordKind kind, byte flags, ushort method, ulong callId)
    {
        CommitUnfenced(payloadBytes, kind, flags, method, callId);
        // Drained with the payload, while the line is here: an exchange would wait first, and then perhaps fetch it a second time.
        Interlocked.MemoryBarrier(); // fence DataWriter
    }

    /// <summary>
    /// Publishes the reserved record, and leaves the fence to whoever publishes several in a row. Before anybody looks at the reader's parked
    /// word, there is one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CommitUnfenced(uint payloadBytes, RecordKind kind, byte flags, ushort method, ulong callId)
    {
        byte* header = _ring + ((uint)_tail & (_sizeBytes - 1));
        ulong next = _tail + RecordHeader.RecordBytes(payloadBytes);
        if (next < _touched || next >= _cleared)
            *(ulong*)(_ring + ((uint)next & (_sizeBytes - 1))) = 0;
        *(ulong*)(header + sizeof(ulong)) = callId;
        Volatile.Write(ref *(ulong*)header, RecordHeader.Commit(payloadBytes, kind, flags, method)); // pairs with RingReader.TryRead
        _tail = next;
    }

    /// <summary>
    /// Zeroes the lines that come next, as far as they are free: the next commit then finds its following header cleared and need not
    /// wait for a line that the reader still has from the last lap. To be called after a commit, when nobody waits for this thread.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ClearAhead()
    {
        if (_cleared < _tail + AheadBytesMin)
            ClearAheadSlow((_tail + AheadBytes) & ~(ulong)(LineBytes - 1));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ClearAheadSlow(ulong goal)
    {
        ulong position = Math.Max(_cleared, _tail);
        ulong end = Math.Min(goal, _headSeen + _sizeBytes); // what lies beyond is not read yet
        while (position < end)
        {
            uint offset = (uint)position & (_sizeBytes - 1);
            uint stop = (uint)Math.Min(end - position, _sizeBytes - offset);
            new Span<byte>(_ring + offset, (int)stop).Clear();
            position += stop;
        }

        _cleared = position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Touch(uint recordBytes)
    {
        ulong end = _tail + recordBytes;
        if (_touched < end)
            _touched = end;
    }

    /// <summary>The value for the wanted word: where the reader's head must be for this payload to fit.</summary>
    public readonly ulong WantedFor(uint payloadBytes)
    {
        uint recordBytes = RecordHeader.RecordBytes(payloadBytes);
        uint contiguous = _sizeBytes - ((uint)_tail & (_sizeBytes - 1));
        uint padding = recordBytes > contiguous ? contiguous : 0;
        return _tail + padding + recordBytes + RecordHeader.SizeBytes - _sizeBytes;
    }

    /// <summary>Reads the reader's head again.</summary>
    public RingResult RefreshHead()
    {
        ulong head = Volatile.Read(ref *_peerHead); // pairs with the release in RingReader.PublishHead
        if (head - _headSeen > _tail - _headSeen)
            return RingResult.Violation;
        _headSeen = head;
        return RingResult.Ok;
    }

    /// <summary>Whether a quarter of the ring is free, as the reader was last seen.</summary>
    public readonly bool IsRoomy => _tail - _headSeen <= _sizeBytes - (_sizeBytes / 4);

    /// <summary>Whether the reader, as last seen, has consumed everything.</summary>
    public readonly bool IsDrained => _headSeen == _tail;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private RingResult TryReserveSlow(uint recordBytes, out byte* payload)
    {
        payload = null;
        if (RefreshHead() != RingResult.Ok)
            return RingResult.Violation;
        uint offset = (uint)_tail & (_sizeBytes - 1);
        uint contiguous = _sizeBytes - offset;
        if (recordBytes > contiguous)
        {
            if (contiguous + RecordHeader.SizeBytes > _sizeBytes - (_tail - _headSeen))
                return RingResult.Full;
            Commit(contiguous - RecordHeader.SizeBytes, RecordKind.Padding, 0, 0, 0);
            offset = 0;
        }

        if (recordBytes + RecordHeader.SizeBytes > _sizeBytes - (_tail - _headSeen))
            return RingResult.Full;
        payload = _ring + offset + RecordHeader.SizeBytes;
        Touch(recordBytes);
        return RingResult.Ok;
    }
}
