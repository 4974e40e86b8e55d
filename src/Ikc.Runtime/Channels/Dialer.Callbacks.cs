// SPDX-License-Identifier: MIT
using Ikc.Channels.Callbacks;
using Ikc.CompilerServices;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>Dials callbacks, step by step: whoever sees an answer takes the next step.</summary>
internal sealed partial class Dialer
{
    // There may be many, and little goes over each.
    private const uint CallbackRingBytes = 32 * 1024;
    private const uint CallbackCallSlots = 32;
    private const uint CallbackReplyRecordBytes = 1024;

    /// <summary>Offers channel 0 of a callback to the node that has lent it.</summary>
    public PendingOpen OfferCallback(CallbackConnection callback)
    {
        EncodeBuffer request = Handshake.EncodeCallbackRequest(callback.LenderKey, callback.Id, callback.Target.Contract);
        try
        {
            return Offer(callback.Link, ChannelRole.Zero, 0, CallbackRingBytes, CallbackCallSlots, CallbackReplyRecordBytes, request, null);
        }
        finally
        {
            request.Return();
        }
    }

    /// <summary>Takes the answer; throws what the lender refused with.</summary>
    /// <returns>The ordinals of the callback's methods.</returns>
    public ushort[] OpenedCallback(CallbackConnection callback, PendingOpen opening, PeerArea answer)
    {
        AreaHeader header = Accept(opening, answer, out ushort[] ordinals);
        if (ordinals.Length != callback.Target.Contract.Methods.Count)
            throw Refused(answer, IkcStatus.ProtocolViolation, "The lender's answer makes no sense.");
        var zero = new ClientChannel(callback, opening.Area, opening.Header, answer, header);
        callback.Bind(zero);
        Enter(callback.Link, zero);
        return ordinals;
    }

    /// <summary>Offers the stream channel of a connection.</summary>
    public PendingOpen OfferStreams(ClientConnection connection) =>
        Offer(connection.Link, ChannelRole.Streams, connection.Zero.Key, StreamRingBytes, Limits.StreamCallsMax, 0, null, null);

    /// <summary>The callback was closed while an answer was awaited; what it opens is closed too.</summary>
    public void CloseWhenOpened(CallbackConnection callback, PendingOpen opening)
    {
        CloseWhenAnswered(opening, answer =>
        {
            if (opening.Header.Lane == (uint)ChannelRole.Streams)
                OpenedStreams(callback, opening, answer);
            else
                OpenedCallback(callback, opening, answer);
            callback.Zero.Close(IkcStatus.Closed);
        });
    }
}
