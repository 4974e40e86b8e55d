// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Peer;

/// <summary>What the two processes of the floors share: two parts of memory, each written by one of them alone, as an area would be.</summary>
/// <param name="callers">The part of the measuring process.</param>
/// <param name="services">That of the other one.</param>
/// <param name="isPeer">Whether this is the other one.</param>
internal abstract unsafe class Shared(byte* callers, byte* services, bool isPeer) : IDisposable
{
    /// <summary>In <see cref="Ping"/>, an eventfd or the socket: the series is over.</summary>
    public const ulong Stop = 1UL << 62;

    /// <summary>Bytes of a part: words, then the ring or buffer of its direction.</summary>
    protected const long PartBytes = BufferOffset + (long)Bulk.SizeBytesMax;

    private const int LineBytes = 128; // two lines, for the prefetcher takes pairs
    private const int BufferOffset = 4096;

    /// <summary>Written by the measuring process.</summary>
    public ref ulong Ping => ref *(ulong*)callers;

    /// <summary>Written by the other process; at another place of its page, for a load that follows a store to the same place waits for it.</summary>
    public ref ulong Pong => ref *(ulong*)(services + LineBytes);

    /// <summary>In the line of <see cref="Pong"/>, as the answer of a call would be.</summary>
    public ref ulong Result => ref *(ulong*)(services + LineBytes + sizeof(ulong));

    /// <summary>The head of the one-way ring: written by the other process, in a line of its own.</summary>
    public ref ulong Head => ref *(ulong*)(services + (2 * LineBytes));

    /// <summary>From the measuring process to the other one.</summary>
    public byte* Out => callers + BufferOffset;

    /// <summary>Back.</summary>
    public byte* In => services + BufferOffset;

    /// <summary>This side begins at nothing. To be called while the other one waits for this one.</summary>
    public void Clear()
    {
        new Span<byte>(isPeer ? services : callers, BufferOffset + SlotRing.ClearBytes).Clear();
        Thread.MemoryBarrier(); // whatever tells the other one that it may begin
    }

    public abstract void Dispose();
}
