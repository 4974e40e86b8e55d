// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace Ikc.Latency.Peers;

/// <summary>For peers that carry bytes: an addition is eight of them with an answer of four; everything else is echoed.</summary>
internal static class Framing
{
    public const int SumBytes = 8;

    public static void WriteSum(Span<byte> target, int a, int b)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, a);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], b);
    }

    /// <summary>The answer, written over the request; its length.</summary>
    public static int Answer(Span<byte> request)
    {
        if (request.Length != SumBytes)
            return request.Length;
        int sum = BinaryPrimitives.ReadInt32LittleEndian(request) + BinaryPrimitives.ReadInt32LittleEndian(request[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(request, sum);
        return sizeof(int);
    }
}
