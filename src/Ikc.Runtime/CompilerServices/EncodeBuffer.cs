// SPDX-License-Identifier: MIT
using System.Buffers;

namespace Ikc.CompilerServices;

/// <summary>A growing private buffer for what cannot be written in place; kept by a small pool of its thread.</summary>
internal sealed class EncodeBuffer : IBufferWriter<byte>
{
    private const int InitialBytes = 512;
    private const int KeptBytesMax = 64 * 1024;
    private const int KeptPerThreadMax = 8;

    [ThreadStatic]
    private static Stack<EncodeBuffer>? t_pool;

    private byte[] _bytes = new byte[InitialBytes];

    /// <summary>Bytes in use.</summary>
    public int Length { get; set; }

    /// <summary>All of the buffer, used or not.</summary>
    public Span<byte> Memory => _bytes;

    /// <summary>The array behind the buffer.</summary>
    public byte[] Array => _bytes;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public static EncodeBuffer Rent()
    {
        Stack<EncodeBuffer> pool = t_pool ??= new Stack<EncodeBuffer>(KeptPerThreadMax);
        return pool.TryPop(out EncodeBuffer? buffer) ? buffer : new EncodeBuffer();
    }

    public void Return()
    {
        Length = 0;
        if (_bytes.Length > KeptBytesMax)
            _bytes = new byte[InitialBytes];
        Stack<EncodeBuffer> pool = t_pool ??= new Stack<EncodeBuffer>(KeptPerThreadMax);
        if (pool.Count < KeptPerThreadMax)
            pool.Push(this);
    }

    /// <summary>Makes room for more bytes after <see cref="Length"/>.</summary>
    public void Reserve(int sizeBytes)
    {
        long needed = (long)Length + sizeBytes;
        if (needed > Rings.Limits.PayloadBytesMax)
            throw new IkcException(IkcStatus.TooLarge, $"A payload may have at most {Rings.Limits.PayloadBytesMax} bytes.");
        if (needed <= _bytes.Length)
            return;
        System.Array.Resize(ref _bytes, (int)Math.Min(Math.Max(needed, _bytes.Length * 2L), Rings.Limits.PayloadBytesMax));
    }

    void IBufferWriter<byte>.Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_bytes.Length - Length), nameof(count));
        Length += count;
    }

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }
}
