// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ikc.Rings;

/// <summary>
/// Both ends of one ring, in guarded memory full of garbage, at any position: positions are free-running, and no test lives long enough
/// to reach the interesting ones by writing.
/// </summary>
internal sealed unsafe class RingPair : IDisposable
{
    public const byte Garbage = 0xCC;

    private readonly ulong* _heads = (ulong*)NativeMemory.AlignedAlloc(128, 128);

    // Not readonly, not properties: the cursors are mutable structs.
    public RingWriter Writer;
    public RingReader Reader;

    /// <param name="sizeBytes">Of the ring; a power of two.</param>
    /// <param name="position">A multiple of 16.</param>
    public RingPair(uint sizeBytes, ulong position = 0)
    {
        SizeBytes = sizeBytes;
        Memory = new GuardedMemory(Math.Max(sizeBytes, 4096));
        Ring = Memory.Base + (Memory.SizeBytes - sizeBytes); // a ring below a page ends at the guard
        Start(position);
    }

    public GuardedMemory Memory { get; }

    public byte* Ring { get; }

    public uint SizeBytes { get; }

    /// <summary>The head that the reader published.</summary>
    public ref ulong Head => ref *_heads;

    /// <summary>Begins anew: an empty ring at this position, with nothing but garbage behind its first commit word.</summary>
    public void Start(ulong position)
    {
        Memory.Bytes.Fill(Garbage);
        Writer = new RingWriter(Ring, SizeBytes, _heads);
        Reader = new RingReader(Ring, SizeBytes, _heads);
        MoveTo(position);
    }

    /// <summary>Makes the ring an empty one at this position.</summary>
    public void MoveTo(ulong position)
    {
        *(ulong*)At(position) = 0;
        Head = position;
        TailOf(ref Writer) = position;
        HeadSeenOf(ref Writer) = position;
        HeadOf(ref Reader) = position;
    }

    public byte* At(ulong position) => Ring + Offset(position);

    public uint Offset(ulong position) => (uint)(position & (SizeBytes - 1));

    /// <summary>Whether the record lies in the ring as a whole, and is no larger than the protocol allows.</summary>
    public bool Contains(in Record record)
    {
        long start = record.Payload - RecordHeader.SizeBytes - Ring;
        return start >= 0 && start % RecordHeader.Alignment == 0
            && record.RecordBytes <= SizeBytes / 4
            && start + record.RecordBytes <= SizeBytes
            && record.PayloadBytes + RecordHeader.SizeBytes <= record.RecordBytes;
    }

    public void Dispose()
    {
        Memory.Dispose();
        NativeMemory.AlignedFree(_heads);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_tail")]
    public static extern ref ulong TailOf(ref RingWriter writer);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_headSeen")]
    public static extern ref ulong HeadSeenOf(ref RingWriter writer);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_head")]
    public static extern ref ulong HeadOf(ref RingReader reader);
}
