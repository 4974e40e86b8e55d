// SPDX-License-Identifier: MIT
using Ikc.Channels;

namespace Ikc.CompilerServices;

/// <summary>The payload of a failure that carries a value (PROTOCOL, section 8.7).</summary>
public static class IkcFault
{
    internal const int HeaderBytes = 32;

    /// <summary>Writes what stands before a fault's value.</summary>
    /// <param name="writer">The payload's writer, at its start.</param>
    /// <param name="code">The fault's number in its method.</param>
    /// <param name="shapeHash">Hash of the value's shape.</param>
    public static void WriteHeader(scoped ref IkcWriter writer, int code, ulong shapeHash)
    {
        writer.Write((uint)IkcStatus.Faulted);
        writer.Write((uint)CallFate.Executed);
        writer.Write((uint)code);
        writer.Write(0u);
        writer.Write(shapeHash);
        writer.Write(0UL);
    }

    /// <summary>
    /// A fault that the method declares, as a failure's payload; null for any other, and for a value that cannot be written. The value is
    /// user code's, so this comes before any room is taken.
    /// </summary>
    internal static EncodeBuffer? TryEncode(IkcDispatcher dispatcher, int method, IkcFaultException fault)
    {
        EncodeBuffer buffer = EncodeBuffer.Rent();
        try
        {
            var writer = new IkcWriter(buffer);
            if (dispatcher.TryWriteFault(method, fault, ref writer))
            {
                buffer.Length = writer.Length;
                return buffer;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // a value that cannot be written is no fault that was declared
        }

        buffer.Return();
        return null;
    }

    /// <summary>Reads a fault out of shared memory; whatever makes no sense is a failure of this one call.</summary>
    /// <param name="shared">The failure's payload.</param>
    /// <param name="decoder">The method's declared faults; null: none.</param>
    internal static IkcException Decode(ReadOnlySpan<byte> shared, IkcFaultDecoder? decoder)
    {
        if (shared.Length < HeaderBytes)
            return ReplyFailure.Decode(shared);
        var reader = new IkcReader(shared);
        uint status = reader.Read<uint>();
        _ = reader.Read<uint>();
        int code = (int)reader.Read<uint>();
        _ = reader.Read<uint>();
        ulong shapeHash = reader.Read<ulong>();
        _ = reader.Read<ulong>();
        if (status != (uint)IkcStatus.Faulted)
            return ReplyFailure.Decode(shared[..8]);
        try
        {
            if (decoder?.Invoke(code, shapeHash, ref reader) is { } fault)
                return fault;
        }
        catch (IkcException malformed)
        {
            return malformed;
        }
        catch (Exception e)
        {
            return new IkcException(IkcStatus.ProtocolViolation, "The fault's value could not be read.", CallFate.Executed, e);
        }

        return new IkcException(IkcStatus.Faulted, $"The service answered with fault {code}, which this contract does not declare.", CallFate.Executed);
    }
}
