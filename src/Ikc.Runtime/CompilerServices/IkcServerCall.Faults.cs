// SPDX-License-Identifier: MIT
using Ikc.Rings;

namespace Ikc.CompilerServices;

public unsafe ref partial struct IkcServerCall
{
    /// <summary>Answers with a fault that the method declares.</summary>
    private readonly bool TryReplyFault(IkcFaultException fault)
    {
        if (IkcFault.TryEncode(_channel.Dispatcher, Method, fault) is not { } value)
            return false;
        try
        {
            SendFault(value.Written);
            return true;
        }
        catch (IkcException)
        {
            return false; // no bulk slot for it: its caller still hears that the call failed
        }
        finally
        {
            value.Return();
        }
    }

    private readonly void SendFault(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _channel.InlineReplyBytesMax)
        {
            SendSlot(FillSlot(bytes), bytes.Length, RecordKind.Failure, RecordHeader.FlagFault);
        }
        else if (_channel.TryBeginReply((uint)bytes.Length, out byte* payload))
        {
            bytes.CopyTo(new Span<byte>(payload, bytes.Length));
            _channel.CommitReply((uint)bytes.Length, RecordKind.Failure, RecordHeader.FlagFault, _callId);
        }
    }
}
