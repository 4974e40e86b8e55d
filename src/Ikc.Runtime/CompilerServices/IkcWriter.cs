// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ikc.Rings;
using MessagePack;

namespace Ikc.CompilerServices;

/// <summary>
/// Encodes a payload, field after field without padding, little-endian. It writes either in place (a reservation in a ring or a bulk
/// slot, when the generator knows an upper bound of the size) or into a pooled buffer that grows (when user code decides the size).
/// Generated code does not see which.
/// </summary>
public ref struct IkcWriter
{
    private Span<byte> _memory;
    private int _position;
    private EncodeBuffer? _buffer;

    internal IkcWriter(Span<byte> memory) => _memory = memory;

    /// <summary>Writes in place, after what stands there, from this position on.</summary>
    internal IkcWriter(Span<byte> memory, int position)
        : this(memory) => _position = position;

    internal IkcWriter(EncodeBuffer buffer)
    {
        _buffer = buffer;
        _memory = buffer.Memory;
    }

    /// <summary>Starts over, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Begin(Span<byte> memory)
    {
        _memory = memory;
        _position = 0;
        _buffer = null;
    }

    /// <summary>Starts over, in a buffer.</summary>
    internal void Begin(EncodeBuffer buffer)
    {
        _memory = buffer.Memory;
        _position = 0;
        _buffer = buffer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Clear() => Begin(default(Span<byte>));

    /// <summary>Goes on elsewhere, after a copy of what was written.</summary>
    internal void Continue(Span<byte> memory, ReadOnlySpan<byte> written)
    {
        written.CopyTo(memory);
        Begin(memory);
        _position = written.Length;
    }

    /// <summary>Writes after what stands in the buffer, from this position on.</summary>
    internal IkcWriter(EncodeBuffer buffer, int position)
        : this(buffer) => _position = position;

    /// <summary>Bytes written so far.</summary>
    public readonly int Length => _position;

    internal readonly EncodeBuffer? Buffer => _buffer;

    /// <summary>Writes a value of fixed layout as its bytes: integers, floats, char, Guid, enums, [IkcStruct] structs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<T>(T value)
        where T : unmanaged
    {
        Unsafe.WriteUnaligned(ref Take(Unsafe.SizeOf<T>()), value);
    }

    /// <summary>Writes a boolean as one byte, 0 or 1.</summary>
    public void WriteBoolean(bool value) => Write(value ? (byte)1 : (byte)0);

    /// <summary>Writes a decimal: low, middle, high and flags words, 16 bytes.</summary>
    public void WriteDecimal(decimal value)
    {
        Span<int> words = stackalloc int[4];
        decimal.GetBits(value, words);
        MemoryMarshal.AsBytes(words).CopyTo(TakeSpan(16));
    }

    /// <summary>Writes ticks (8 bytes) and kind (1 byte).</summary>
    public void WriteDateTime(DateTime value)
    {
        Write(value.Ticks);
        Write((byte)value.Kind);
    }

    /// <summary>Writes ticks of the clock time (8 bytes) and the offset in minutes (2 bytes).</summary>
    public void WriteDateTimeOffset(DateTimeOffset value)
    {
        Write(value.Ticks);
        Write((short)value.TotalOffsetMinutes);
    }

    /// <summary>Writes ticks, 8 bytes.</summary>
    public void WriteTimeSpan(TimeSpan value) => Write(value.Ticks);

    /// <summary>Writes the day number, 4 bytes.</summary>
    public void WriteDateOnly(DateOnly value) => Write(value.DayNumber);

    /// <summary>Writes ticks since midnight, 8 bytes.</summary>
    public void WriteTimeOnly(TimeOnly value) => Write(value.Ticks);

    /// <summary>Writes a byte count (4 bytes, 0xFFFFFFFF for null) and UTF-8. The writer must be one of unknown size.</summary>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            Write(Wire.NullLength);
            return;
        }

        int sizeBytes = Encoding.UTF8.GetByteCount(value);
        Write((uint)sizeBytes);
        Encoding.UTF8.GetBytes(value, TakeSpan(sizeBytes));
    }

    /// <summary>Writes an element count (4 bytes), padding to a multiple of 8, and the elements' bytes.</summary>
    /// <remarks>At most <c>12 + count × size</c> bytes.</remarks>
    public void WriteSpan<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        values.CopyTo(LendSpan<T>(values.Length));
    }

    /// <summary>Writes as <see cref="WriteSpan{T}"/> does, but for the elements themselves, which are still to be written into the result.</summary>
    internal Span<T> LendSpan<T>(int count)
        where T : unmanaged
    {
        Write((uint)count);
        TakeSpan(-_position & (Wire.SpanAlignment - 1)).Clear();
        return MemoryMarshal.Cast<byte, T>(TakeSpan(checked(count * Unsafe.SizeOf<T>())));
    }

    /// <summary>Makes the elements that were lent at a position the first so many of them. Nothing was written after them.</summary>
    internal void ShrinkSpan<T>(int position, int lent, int count)
        where T : unmanaged
    {
        Unsafe.WriteUnaligned(ref _memory[position], (uint)count);
        _position -= (lent - count) * Unsafe.SizeOf<T>();
    }

    /// <summary>Writes as <see cref="WriteSpan{T}"/> does, or the count 0xFFFFFFFF for null.</summary>
    public void WriteArray<T>(T[]? values)
        where T : unmanaged
    {
        if (values is null)
            Write(Wire.NullLength);
        else
            WriteSpan<T>(values);
    }

    /// <summary>Starts a MessagePack value; its byte count stands before it. The writer must be one of unknown size.</summary>
    public MessagePackWriter BeginMessage()
    {
        if (_buffer is null)
            throw new InvalidOperationException("A message needs a writer of unknown size.");
        Write(0u);
        _buffer.Length = _position;
        return new MessagePackWriter(_buffer);
    }

    /// <summary>Ends the MessagePack value that <see cref="BeginMessage"/> started.</summary>
    public void EndMessage(scoped ref MessagePackWriter message)
    {
        message.Flush();
        _memory = _buffer!.Memory;
        int start = _position;
        _position = _buffer.Length;
        Unsafe.WriteUnaligned(ref _memory[start - sizeof(uint)], (uint)(_position - start));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Take(int sizeBytes)
    {
        int start = _position;
        if ((uint)sizeBytes > (uint)(_memory.Length - start))
            GrowSlow(sizeBytes);
        _position = start + sizeBytes;
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_memory), start);
    }

    private Span<byte> TakeSpan(int sizeBytes)
    {
        if (sizeBytes == 0)
            return default;
        return MemoryMarshal.CreateSpan(ref Take(sizeBytes), sizeBytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowSlow(int sizeBytes)
    {
        if (_buffer is null)
            throw new InvalidOperationException("More was encoded than was announced.");
        _buffer.Length = _position;
        _buffer.Reserve(sizeBytes);
        _memory = _buffer.Memory;
    }
}
