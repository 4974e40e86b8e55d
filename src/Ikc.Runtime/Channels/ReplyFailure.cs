// SPDX-License-Identifier: MIT
using System.Text;
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>The payload of a failure record: status, fate, text.</summary>
internal static unsafe class ReplyFailure
{
    private const int TextBytesMax = 4096;

    /// <summary>Reads the failure that a record is, with its value where the method declares it.</summary>
    public static IkcException Decode(in Record record, in ReplyHandle reply, IkcFaultDecoder? faults)
    {
        var shared = new ReadOnlySpan<byte>(reply.Payload, reply.PayloadBytes);
        return record.IsFault ? IkcFault.Decode(shared, faults) : Decode(shared);
    }

    /// <summary>Reads a failure; what makes no sense becomes Faulted.</summary>
    public static IkcException Decode(ReadOnlySpan<byte> shared)
    {
        Span<byte> payload = stackalloc byte[Math.Min(shared.Length, TextBytesMax)];
        shared[..payload.Length].CopyTo(payload);
        if (payload.Length < 8)
            return new IkcException(IkcStatus.Faulted, "The service failed.", CallFate.Executed);
        uint status = BitConverter.ToUInt32(payload);
        uint fate = BitConverter.ToUInt32(payload[4..]);
        return new IkcException(
            status is > 0 and <= (uint)IkcStatus.Unavailable ? (IkcStatus)status : IkcStatus.Faulted,
            Encoding.UTF8.GetString(payload[8..]),
            fate <= (uint)CallFate.Executed ? (CallFate)fate : CallFate.MaybeExecuted);
    }
}
