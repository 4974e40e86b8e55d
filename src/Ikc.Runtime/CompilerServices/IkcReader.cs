// SPDX-License-Identifier: MIT
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ikc.Rings;
using MessagePack;

namespace Ikc.CompilerServices;

/// <summary>
/// Decodes a payload. Every byte is untrusted: lengths are checked before they are used, and what a decoder would read twice is copied
/// to private memory first. What cannot be decoded is a <see cref="IkcStatus.ProtocolViolation"/>.
/// </summary>
public ref struct IkcReader
{
    private ReadOnlySpan<byte> _memory;
    private int _position;
    private byte[]? _scratch;

    internal IkcReader(ReadOnlySpan<byte> memory) => _memory = memory;

    /// <summary>Starts over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Begin(ReadOnlySpan<byte> memory)
    {
        _memory = memory;
        _position = 0;
        _scratch = null;
    }

    /// <summary>Bytes not yet read.</summary>
    public readonly int Remaining => _memory.Length - _position;

    /// <summary>Reads a value in which every bit pattern is valid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<T>()
        where T : unmanaged
    {
        return Unsafe.ReadUnaligned<T>(ref Take(Unsafe.SizeOf<T>()));
    }

    /// <summary>Reads a boolean: any byte but 0 is true.</summary>
    public bool ReadBoolean() => Read<byte>() != 0;

    /// <summary>Reads a decimal and validates its flags.</summary>
    public decimal ReadDecimal()
    {
        Span<int> words = stackalloc int[4];
        TakeSpan(16).CopyTo(MemoryMarshal.AsBytes(words));
        const int FlagsUsed = unchecked((int)0x80FF0000);
        if ((words[3] & ~FlagsUsed) != 0 || ((words[3] >> 16) & 0xFF) > 28)
            throw Violation("a decimal with invalid flags");
        return new decimal(words);
    }

    /// <summary>Reads ticks and kind.</summary>
    public DateTime ReadDateTime()
    {
        long ticks = Read<long>();
        byte kind = Read<byte>();
        if ((ulong)ticks > (ulong)DateTime.MaxValue.Ticks || kind > (byte)DateTimeKind.Local)
            throw Violation("a DateTime out of range");
        return new DateTime(ticks, (DateTimeKind)kind);
    }

    /// <summary>Reads ticks of the clock time and the offset in minutes.</summary>
    public DateTimeOffset ReadDateTimeOffset()
    {
        long ticks = Read<long>();
        short minutes = Read<short>();
        long utcTicks = ticks - (minutes * TimeSpan.TicksPerMinute);
        if ((ulong)ticks > (ulong)DateTime.MaxValue.Ticks || minutes is < -840 or > 840 || (ulong)utcTicks > (ulong)DateTime.MaxValue.Ticks)
            throw Violation("a DateTimeOffset out of range");
        return new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes));
    }

    /// <summary>Reads ticks.</summary>
    public TimeSpan ReadTimeSpan() => new(Read<long>());

    /// <summary>Reads a day number.</summary>
    public DateOnly ReadDateOnly()
    {
        int day = Read<int>();
        if ((uint)day > (uint)DateOnly.MaxValue.DayNumber)
            throw Violation("a DateOnly out of range");
        return DateOnly.FromDayNumber(day);
    }

    /// <summary>Reads ticks since midnight.</summary>
    public TimeOnly ReadTimeOnly()
    {
        long ticks = Read<long>();
        if ((ulong)ticks > (ulong)TimeOnly.MaxValue.Ticks)
            throw Violation("a TimeOnly out of range");
        return new TimeOnly(ticks);
    }

    /// <summary>Reads a string or null. Bytes that are not UTF-8 become U+FFFD.</summary>
    public string? ReadString()
    {
        uint sizeBytes = Read<uint>();
        if (sizeBytes == Wire.NullLength)
            return null;
        ReadOnlySpan<byte> shared = TakeSpan(CheckedLength(sizeBytes, 1));
        if (shared.Length <= 512)
        {
            Span<byte> copy = stackalloc byte[512];
            shared.CopyTo(copy);
            return Encoding.UTF8.GetString(copy[..shared.Length]);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(shared.Length);
        shared.CopyTo(rented);
        string text = Encoding.UTF8.GetString(rented, 0, shared.Length);
        ArrayPool<byte>.Shared.Return(rented);
        return text;
    }

    /// <summary>
    /// Lends the elements where they lie. A hostile peer can change them while they are read; they are valid until the record is
    /// released.
    /// </summary>
    public ReadOnlySpan<T> ReadSpan<T>()
        where T : unmanaged
    {
        return ReadSpanOrNull<T>(out _);
    }

    /// <summary>Reads elements, or null, into an array of their own.</summary>
    public T[]? ReadArray<T>()
        where T : unmanaged
    {
        ReadOnlySpan<T> values = ReadSpanOrNull<T>(out bool isNull);
        return isNull ? null : values.ToArray();
    }

    /// <summary>Starts a MessagePack value in a private copy.</summary>
    public MessagePackReader BeginMessage()
    {
        ReadOnlySpan<byte> shared = TakeSpan(CheckedLength(Read<uint>(), 1));
        _scratch = ArrayPool<byte>.Shared.Rent(shared.Length);
        shared.CopyTo(_scratch);
        return new MessagePackReader(_scratch.AsMemory(0, shared.Length));
    }

    /// <summary>Ends the MessagePack value: it must have been read to its end.</summary>
    public void EndMessage(scoped ref MessagePackReader message)
    {
        bool atEnd = message.End;
        ArrayPool<byte>.Shared.Return(_scratch!);
        _scratch = null;
        if (!atEnd)
            throw Violation("bytes after the end of a message");
    }

    private ReadOnlySpan<T> ReadSpanOrNull<T>(out bool isNull)
        where T : unmanaged
    {
        uint count = Read<uint>();
        isNull = count == Wire.NullLength;
        if (isNull)
            return default;
        _ = TakeSpan(-_position & (Wire.SpanAlignment - 1));
        return MemoryMarshal.Cast<byte, T>(TakeSpan(CheckedLength(count, Unsafe.SizeOf<T>())));
    }

    private readonly int CheckedLength(uint count, int elementBytes)
    {
        ulong sizeBytes = (ulong)count * (uint)elementBytes;
        if (sizeBytes > (uint)Remaining)
            throw Violation("a length beyond the payload");
        return (int)sizeBytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Take(int sizeBytes)
    {
        int start = _position;
        if ((uint)sizeBytes > (uint)(_memory.Length - start))
            ThrowShort();
        _position = start + sizeBytes;
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_memory), start);
    }

    private ReadOnlySpan<byte> TakeSpan(int sizeBytes)
    {
        if ((uint)sizeBytes > (uint)Remaining)
            ThrowShort();
        ReadOnlySpan<byte> span = _memory.Slice(_position, sizeBytes);
        _position += sizeBytes;
        return span;
    }

    private static void ThrowShort() => throw Violation("a payload shorter than its arguments");

    private static IkcException Violation(string what) =>
        new(IkcStatus.ProtocolViolation, $"The peer sent {what}.", CallFate.MaybeExecuted);
}
