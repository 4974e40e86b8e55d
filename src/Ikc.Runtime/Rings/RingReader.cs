// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Ikc.Rings;

/// <summary>
/// The consumer's cursor of a ring that a peer writes. Everything read from the ring is untrusted: the commit word is read once, and
/// the record's place is checked against the ring before its payload is touched.
/// </summary>
/// <remarks>Not thread-safe: each ring has one fixed reader (PROTOCOL, rule 20).</remarks>
internal unsafe struct RingReader
{
    private const uint PrefetchBytes = 256;

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
        get => Volatile.Read(ref *(ulong*)(_ring + ((uint)_head & (_sizeBytes - 1)))) != 0; // pairs with RingWriter.Commit
    }

    /// <summary>Reads the header of the record at the head and leaves the head where it is; padding is passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RingResult TryRead(out Record record)
    {
        byte* header = _ring + ((uint)_head & (_sizeBytes - 1));
        ulong commit = Volatile.Read(ref *(ulong*)header); // pairs with RingWriter.Commit
        if (commit == 0)
        {
            record = default;
            return RingResult.Empty;
        }

        record = Describe(header, commit);
        if (IsSound(record, commit, _sizeBytes - ((uint)_head & (_sizeBytes - 1))))
            return RingResult.Ok;
        return TryReadSlow(ref record, commit);
    }

    /// <summary>
    /// Fetches what comes some records later. For a reader that is behind: the fence after each record would let it wait for each line in
    /// turn. One that is not would take lines from a writer that is about to write them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch()
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(_ring + (((uint)_head + PrefetchBytes) & (_sizeBytes - 1)));
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
        return TryReadAfterPadding(out record);
    }

    /// <summary>At the start of the ring: its word is read once too, and a second padding in a row would be the whole ring.</summary>
    private RingResult TryReadAfterPadding(out Record record)
    {
        ulong commit = Volatile.Read(ref *(ulong*)_ring); // pairs with RingWriter.Commit
        if (commit == 0)
        {
            record = default;
            return RingResult.Empty;
        }

        record = Describe(_ring, commit);
        return IsSound(record, commit, _sizeBytes) ? RingResult.Ok : RingResult.Violation;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Record Describe(byte* header, ulong commit) => new(header, commit, *(ulong*)(header + sizeof(ulong)));

    /// <summary>Whether it is a record that a ring may hold, wholly before the ring's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool IsSound(in Record record, ulong commit, uint contiguousBytes) =>
        RecordHeader.IsCommitted(commit) && record.Kind > RecordKind.Padding
        && record.RecordBytes <= _sizeBytes / 4 && record.RecordBytes <= contiguousBytes;
}
