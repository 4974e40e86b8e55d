// SPDX-License-Identifier: MIT
using Ikc.Channels.Streams;
using Ikc.CompilerServices;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>
/// Takes the areas that peers offer: new channels for the services, answers to this node's own requests, bulk slots, summaries.
/// Everything in them is untrusted; what makes no sense is let go, and at worst the peer's own channel closes. Runs on the pump.
/// </summary>
internal sealed unsafe class Reception(Hub hub)
{
    /// <summary>A node has linked itself to this one.</summary>
    public void Join(Peer peer)
    {
        try
        {
            hub.LinkOf(peer);
        }
        catch (IkcException)
        {
            hub.Fabric.Disconnect(peer); // no memory for a summary: the peer sees a death of the link
        }
    }

    public void TakeArea(Peer peer, PeerArea area)
    {
        bool kept = false;
        try
        {
            if (!hub.IsClosing)
                kept = TryTake(hub.LinkOf(peer), area); // perhaps before the Connect that dials has returned
        }
        catch (IkcException)
        {
            // No memory, no descriptor, no room in the fabric's queue: the peer gets no answer before its deadline.
        }

        if (!kept)
            area.Dispose();
    }

    private bool TryTake(Link link, PeerArea area)
    {
        if (AreaHeaders.TryCopy(area.Base, area.SizeBytes, link.Peer.Identity.Epoch, out AreaHeader header) != RingResult.Ok)
            return false;
        switch ((AreaKind)header.Kind)
        {
            case AreaKind.Connect:
                return TryTakeConnect(link, area, header);
            case AreaKind.Answer:
                return link.TakeOpening(header.ChannelKey) is { } opening && opening.TryComplete(area);
            case AreaKind.Bulk:
                return link.Find(header.ChannelKey) is { } channel && TryTakeBulk(channel, area, header);
            case AreaKind.Summary:
                return link.TryInstallSummary(area);
            default:
                return false; // a kind of a newer minor version
        }
    }

    private bool TryTakeBulk(ChannelEnd channel, PeerArea area, in AreaHeader header)
    {
        if (!channel.TryInstallSlot(area, header))
            return false;
        if (channel is not Lane)
            hub.Pump.Heat(channel);
        return true;
    }

    // ---- a new channel for a service ----------------------------------------------------------------------------------------------------

    private bool TryTakeConnect(Link link, PeerArea area, in AreaHeader asked)
    {
        if (!AreaHeaders.IsKnownVersion(asked))
        {
            Refuse(link, asked, IkcStatus.IncompatibleContract, $"This node speaks protocol {Wire.VersionMajor}.{Wire.VersionMinor}.");
            return false;
        }

        if (!AreaHeaders.HasSaneRing(asked, area.SizeBytes) || !AreaHeaders.HasSaneCredits(asked))
        {
            Refuse(link, asked, IkcStatus.ProtocolViolation, "The connect request makes no sense.");
            return false;
        }

        try
        {
            return asked.Lane == (uint)ChannelRole.Zero ? TryTakeConnection(link, area, asked) : TryTakeFurther(link, area, asked);
        }
        catch (IkcException refusal)
        {
            Refuse(link, asked, refusal.Status, refusal.Message);
            return false;
        }
    }

    private bool TryTakeConnection(Link link, PeerArea area, in AreaHeader asked)
    {
        byte[] text = new ReadOnlySpan<byte>(area.Base + asked.HandshakeOffset, (int)asked.HandshakeBytes).ToArray();
        ConnectRequest request = Handshake.DecodeRequest(text);
        ServiceHost service = request.ServiceName.Length > 0
            ? hub.Services.Find(request.ServiceName) ?? throw new IkcException(IkcStatus.NotFound, $"No service '{request.ServiceName}' here.")
            : FindCallback(link, request);
        if (service.Contract.Id != request.ContractId && !service.Contract.Bases.Contains(request.ContractId))
        {
            throw new IkcException(
                IkcStatus.IncompatibleContract,
                $"'{service.Name}' serves '{service.Contract.Id}', not '{request.ContractId}'.");
        }

        ushort[] ordinals = Handshake.Match(request, service.Contract);
        var connection = new ServerConnection(hub, service, link, asked.ChannelKey);
        if (!service.TryAdd(connection))
        {
            throw service.IsDraining
                ? new IkcException(IkcStatus.Draining, $"'{service.Name}' takes no new connections.")
                : new IkcException(IkcStatus.LimitReached, $"'{service.Name}' has its {service.Limits.ConnectionsMax} connections.");
        }

        try
        {
            return TryOpen(connection, area, asked, Handshake.EncodeAnswer("", ordinals));
        }
        catch (IkcException)
        {
            service.Remove(connection);
            throw;
        }
    }

    /// <summary>A callback is for the peer that it was lent to, which is at the other end of the connection that lent it.</summary>
    private static ServiceHost FindCallback(Link link, ConnectRequest request)
    {
        if (link.Find(request.LenderKey) is not ClientChannel { IsOpen: true } lender)
            throw new IkcException(IkcStatus.PeerDied, "The connection that lent the callback is closed.");
        return lender.Connection.Callbacks.Find(request.CallbackId)
            ?? throw new IkcException(IkcStatus.NotFound, "No such callback is lent.");
    }

    /// <summary>A lane of a connection, or its stream channel.</summary>
    private bool TryTakeFurther(Link link, PeerArea area, in AreaHeader asked)
    {
        if (asked.Lane > (uint)ChannelRole.Streams)
            throw new IkcException(IkcStatus.ProtocolViolation, "The connect request makes no sense.");
        if (link.Find(asked.ConnectionKey) is not ServerChannel { IsOpen: true } zero)
            throw new IkcException(IkcStatus.PeerDied, "The connection is closed.");
        return TryOpen(zero.Connection, area, asked, Handshake.EncodeAnswer("", []));
    }

    private bool TryOpen(ServerConnection connection, PeerArea peerArea, in AreaHeader asked, EncodeBuffer answer)
    {
        Link link = connection.Link;
        uint ringBytes = AreaHeaders.ReplyRingBytes(asked);
        long sizeBytes = AreaLayout.RoundToPages(AreaLayout.RingOffset + (long)ringBytes + answer.Length);
        if (!link.TryCharge(sizeBytes))
            throw new IkcException(IkcStatus.LimitReached, "The peer has all the reply rings that it may have.");
        ChannelEnd channel;
        try
        {
            channel = Create(connection, peerArea, asked, answer, ringBytes, sizeBytes);
        }
        catch (IkcException)
        {
            link.Discharge(sizeBytes);
            throw;
        }
        finally
        {
            answer.Return();
        }

        // From here on the channel owns both areas, and ends as channels end.
        if (!link.TryAdd(channel) || !TryAdd(connection, channel))
        {
            channel.Close(IkcStatus.LimitReached);
            Refuse(link, asked, IkcStatus.LimitReached, $"A connection has at most {ServerConnection.LanesMax} lanes and one stream channel, each once.");
            return true;
        }

        try
        {
            hub.Fabric.Offer(channel.OwnArea, link.Peer, (ulong)AreaKind.Answer);
            hub.Pump.Heat(channel);
        }
        catch (IkcException failure)
        {
            channel.Close(failure.Status);
        }

        return true;
    }

    private static bool TryAdd(ServerConnection connection, ChannelEnd channel) =>
        channel is ServerStreams streams ? connection.TryAdd(streams) : connection.TryAdd((ServerChannel)channel);

    private ChannelEnd Create(
        ServerConnection connection, PeerArea peerArea, in AreaHeader asked, EncodeBuffer answer, uint ringBytes, long sizeBytes)
    {
        uint index = connection.Link.TakeIndex();
        OwnArea? own = null;
        try
        {
            own = hub.Fabric.CreateArea(sizeBytes);
            AreaHeader header = hub.NewHeader(AreaKind.Answer, asked.ChannelKey);
            header.Lane = asked.Lane;
            header.ConnectionKey = asked.ConnectionKey;
            header.RingOffset = AreaLayout.RingOffset;
            header.RingBytes = ringBytes;
            header.HandshakeOffset = AreaLayout.RingOffset + (ulong)ringBytes;
            header.HandshakeBytes = (ulong)answer.Length;
            header.SummaryIndex = index;
            *(AreaHeader*)own.Base = header;
            answer.Written.CopyTo(new Span<byte>(own.Base + header.HandshakeOffset, answer.Length));
            if (asked.Lane == (uint)ChannelRole.Streams)
                return new ServerStreams(hub, connection, own, header, peerArea, asked);
            return new ServerChannel(hub, connection, own, header, peerArea, asked);
        }
        catch (IkcException)
        {
            own?.Dispose();
            connection.Link.FreeIndex(index);
            throw;
        }
    }

    /// <summary>Answers with an area that has no ring, only a status and a text.</summary>
    private void Refuse(Link link, in AreaHeader asked, IkcStatus status, string message)
    {
        EncodeBuffer text = Handshake.EncodeAnswer(message, []);
        using OwnArea area = hub.Fabric.CreateArea(AreaLayout.RoundToPages(AreaLayout.RingOffset + text.Length));
        AreaHeader header = hub.NewHeader(AreaKind.Answer, asked.ChannelKey);
        header.Status = (uint)status;
        header.HandshakeOffset = AreaLayout.RingOffset;
        header.HandshakeBytes = (ulong)text.Length;
        *(AreaHeader*)area.Base = header;
        text.Written.CopyTo(new Span<byte>(area.Base + AreaLayout.RingOffset, text.Length));
        text.Return();
        hub.Fabric.Offer(area, link.Peer, (ulong)AreaKind.Answer);
    }
}
