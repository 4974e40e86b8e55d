// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Rings;

/// <summary>
/// The consumer's cursor of a ring that a peer writes. Everything read from the ring is untrusted: the commit word is read once, and
/// the record's place is checked against the ring before its payload is touched.
/// </summary>
/// <remarks>Not thread-safe: each ring has one fixed reader (PROTOCOL, rule 20).</remarks>
internal unsafe struct RingReader
{
    private readonly byte* _ring;
    private readonly uint _sizeBytes;
    private readonly ulong* _ownHead;
    private ulong _head;

    public RingReader(byte* ring, uint sizeBytes, ulong* ownHead)
    {
        _ring = ring;
        _sizeBytes = sizeBytes;
        _ownHead = ownHead;
    }

    public readonly ulong Head => _head;

    /// <summary>Whether a record stands at the head; may be padding.</summary>
    public readonly bool HasRecord
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref *(ulong*)(_ring + ((uint)_head & (_sizeBytes - 1)))) != 0; // pairs with RingWriter.Publish
    }

    /// <summary>Reads the header of the record at the head and leaves the head where it is; padding is passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RingResult TryRead(out Record record)
    {
        byte* header = _ring + ((uint)_head & (_sizeBytes - 1));
        ulong commit = Volatile.Read(ref *(ulong*)header); // pairs with RingWriter.Publish
        if (commit == 0)
        {
            record = default;
            return RingResult.Empty;
        }

        uint payloadBytes = RecordHeader.PayloadBytes(commit);
        uint recordBytes = RecordHeader.RecordBytes(payloadBytes);
        record.Payload = header + RecordHeader.SizeBytes;
        record.PayloadBytes = payloadBytes;
        record.RecordBytes = recordBytes;
        record.Kind = RecordHeader.Kind(commit);
        record.Flags = RecordHeader.Flags(commit);
        record.Method = RecordHeader.Method(commit);
        record.CallId = *(ulong*)(header + sizeof(ulong));
        if (RecordHeader.IsCommitted(commit) && record.Kind > RecordKind.Padding && recordBytes <= _sizeBytes / 4
            && recordBytes <= _sizeBytes - ((uint)_head & (_sizeBytes - 1)))
            return RingResult.Ok;
        return TryReadSlow(ref record, commit);
    }

    /// <summary>Passes the record; it stays readable until the head is published.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(uint recordBytes) => _head += recordBytes;

    /// <summary>Gives everything that was passed back to the writer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void PublishHead() => Volatile.Write(ref *_ownHead, _head); // pairs with RingWriter.RefreshHead

    /// <summary>
    /// Publishes the head with a full fence (fence <c>SpaceReader</c>, pairs with <c>SpaceWriter</c> in ChannelEnd.ArmForSpace): the
    /// caller may look at the writer's wanted word next.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void PublishHeadFenced()
    {
        PublishHead();
        Interlocked.MemoryBarrier();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private RingResult TryReadSlow(ref Record record, ulong commit)
    {
        uint contiguous = _sizeBytes - ((uint)_head & (_sizeBytes - 1));
        if (!RecordHeader.IsCommitted(commit) || record.Kind != RecordKind.Padding || record.RecordBytes != contiguous)
            return RingResult.Violation;
        _head += contiguous;
        Record next = default;
        RingResult result = HasRecord ? TryReadAfterPadding(out next) : RingResult.Empty;
        record = next;
        return result;
    }

    private RingResult TryReadAfterPadding(out Record record)
    {
        // A padding record ends where the ring ends, so a second one in a row would fill the whole ring: a violation.
        ulong commit = Volatile.Read(ref *(ulong*)_ring);
        if (RecordHeader.Kind(commit) == RecordKind.Padding)
        {
            record = default;
            return RingResult.Violation;
        }

        return TryRead(out record);
    }
}
