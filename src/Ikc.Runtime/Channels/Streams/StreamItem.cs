// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using Ikc.CompilerServices;

namespace Ikc.Channels.Streams;

/// <summary>
/// Items whose size is not constant: each begins at a multiple of 8 of the batch with its byte count (u32) and 4 bytes of zero, and is
/// followed by zeros up to the next multiple.
/// </summary>
internal static class StreamItem
{
    public const int HeaderBytes = 8;
    public const int Alignment = 8;

    /// <summary>Writes the header of an item that was encoded behind it, and the zeros after it.</summary>
    public static void Finish(EncodeBuffer batch, int start)
    {
        int itemBytes = batch.Length - start - HeaderBytes;
        BinaryPrimitives.WriteUInt64LittleEndian(batch.Memory[start..], (uint)itemBytes);
        int padding = -batch.Length & (Alignment - 1);
        batch.Reserve(padding);
        batch.Memory.Slice(batch.Length, padding).Clear();
        batch.Length += padding;
    }

    /// <summary>Takes the item at the start of the rest of a batch. Its header is read once.</summary>
    /// <returns>Bytes that it takes; 0: it makes no sense.</returns>
    public static int TryTake(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> item)
    {
        item = default;
        if (rest.Length < HeaderBytes)
            return 0;
        uint itemBytes = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        long takenBytes = (HeaderBytes + (long)itemBytes + Alignment - 1) & -Alignment;
        if (takenBytes > rest.Length)
            return 0;
        item = rest.Slice(HeaderBytes, (int)itemBytes);
        return (int)takenBytes;
    }
}
