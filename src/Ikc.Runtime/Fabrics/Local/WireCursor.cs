// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;

namespace Ikc.Fabrics.Local;

/// <summary>Reads untrusted bytes; after the first thing that is missing it is broken and reads zeros.</summary>
internal ref struct WireCursor(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _left = bytes;

    public bool IsBroken { get; private set; }

    public readonly int LeftBytes => _left.Length;

    public readonly ReadOnlySpan<byte> Left => _left;

    public ushort ReadUInt16() =>
        TryTake(sizeof(ushort), out ReadOnlySpan<byte> part) ? BinaryPrimitives.ReadUInt16LittleEndian(part) : (ushort)0;

    public uint ReadUInt32() => TryTake(sizeof(uint), out ReadOnlySpan<byte> part) ? BinaryPrimitives.ReadUInt32LittleEndian(part) : 0;

    public ulong ReadUInt64() => TryTake(sizeof(ulong), out ReadOnlySpan<byte> part) ? BinaryPrimitives.ReadUInt64LittleEndian(part) : 0;

    /// <summary>Text of 1 to <see cref="LocalLimits.NameBytesMax"/> bytes of valid UTF-8.</summary>
    public string ReadName()
    {
        int length = ReadUInt16();
        if (length is 0 or > LocalLimits.NameBytesMax || !TryTake(length, out ReadOnlySpan<byte> part))
        {
            IsBroken = true;
            return "";
        }

        try
        {
            return s_strict.GetString(part);
        }
        catch (ArgumentException)
        {
            IsBroken = true;
            return "";
        }
    }

    private bool TryTake(int length, out ReadOnlySpan<byte> part)
    {
        if (IsBroken || _left.Length < length)
        {
            IsBroken = true;
            part = default;
            return false;
        }

        part = _left[..length];
        _left = _left[length..];
        return true;
    }
}
