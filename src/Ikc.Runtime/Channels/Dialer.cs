// SPDX-License-Identifier: MIT
using Ikc.Channels.Streams;
using Ikc.CompilerServices;
using Ikc.Fabrics;
using Ikc.Native;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>Opens channels to services: offers the client's half and takes the answer.</summary>
internal sealed partial class Dialer(Hub hub)
{
    private const uint RequestRingBytes = 256 * 1024;
    private const uint CallSlots = 128;
    private const uint ReplyRecordBytes = 4096;
    private const uint LaneRingBytes = 32 * 1024;
    private const uint LaneReplyRecordBytes = 8 * 1024;
    private const uint StreamRingBytes = 256 * 1024;

    /// <summary>Opens channel 0. The token ends the wait; what was begun is then closed when its answer comes.</summary>
    public async Task<ClientConnection> ConnectAsync(Peer peer, ConnectTarget target, CancellationToken deadline)
    {
        Link link = hub.LinkOf(peer);
        EncodeBuffer request = Handshake.EncodeRequest(target.ServiceName, target.Contract);
        PendingOpen opening = Offer(link, ChannelRole.Zero, 0, RequestRingBytes, CallSlots, ReplyRecordBytes, request, null);
        request.Return();
        try
        {
            PeerArea answer = await opening.Answer.WaitAsync(deadline).ConfigureAwait(false);
            ClientConnection connection = Connected(link, opening, answer, target);
            if (connection.NeedsStreams)
                await OpenStreamsAsync(connection, deadline).ConfigureAwait(false);
            return connection;
        }
        catch (OperationCanceledException)
        {
            CloseWhenAnswered(opening, answer => Connected(link, opening, answer, target).Close(IkcStatus.Closed));
            throw;
        }
        catch (IkcException)
        {
            GiveUp(link, opening);
            throw;
        }
    }

    /// <summary>Opens a lane of a connection, on its caller's thread.</summary>
    public Lane OpenLane(ClientConnection connection, ref WaitClock clock)
    {
        Link link = connection.Link;
        LaneBell bell = hub.Fabric.CreateBell(link.Peer);
        PendingOpen? opening = null;
        try
        {
            opening = Offer(link, ChannelRole.Lane, connection.Zero.Key, LaneRingBytes, 1, LaneReplyRecordBytes, null, bell);
            hub.Await(opening.Answer, ref clock);
            return OpenedLane(connection, opening, opening.Answer.GetAwaiter().GetResult());
        }
        catch (Exception e) when (opening is not null
            && (!opening.Answer.IsCompleted || e is OperationCanceledException or IkcException { Status: IkcStatus.DeadlineExceeded }))
        {
            PendingOpen late = opening;
            CloseWhenAnswered(late, answer => CloseLate(connection, late, answer));
            throw;
        }
        catch (IkcException)
        {
            if (opening is not null)
                GiveUp(link, opening);
            else
                bell.Dispose();
            throw;
        }
    }

    private static void CloseLate(ClientConnection connection, PendingOpen opening, PeerArea answer)
    {
        Lane lane = OpenedLane(connection, opening, answer);
        lane.Close(IkcStatus.Closed);
        lane.Return();
    }

    private unsafe PendingOpen Offer(
        Link link, ChannelRole role, ulong connectionKey, uint ringBytes, uint callSlots, uint replyRecordBytes, EncodeBuffer? request, LaneBell? bell)
    {
        int textBytes = request?.Length ?? 0;
        uint index = link.TakeIndex();
        OwnArea? area = null;
        try
        {
            area = hub.Fabric.CreateArea(AreaLayout.RoundToPages(AreaLayout.RingOffset + (long)ringBytes + textBytes));
            ulong key = NewKey();
            AreaHeader header = hub.NewHeader(AreaKind.Connect, key);
            header.Lane = (uint)role;
            header.ConnectionKey = role == ChannelRole.Zero ? key : connectionKey;
            header.RingOffset = AreaLayout.RingOffset;
            header.RingBytes = ringBytes;
            header.HandshakeOffset = AreaLayout.RingOffset + (ulong)ringBytes;
            header.HandshakeBytes = (ulong)textBytes;
            header.Bell = (uint)(bell?.Number ?? link.PumpBell);
            header.SummaryIndex = index;
            header.CallSlots = callSlots;
            header.ReplyRecordBytes = replyRecordBytes;
            *(AreaHeader*)area.Base = header;
            request?.Written.CopyTo(new Span<byte>(area.Base + header.HandshakeOffset, textBytes));
            var opening = new PendingOpen(header, area, bell, hub.Options.Pump.Manual);
            link.AddOpening(opening);
            try
            {
                hub.Fabric.Offer(area, link.Peer, (ulong)AreaKind.Connect);
            }
            catch (IkcException)
            {
                link.TakeOpening(key);
                throw;
            }

            return opening;
        }
        catch (IkcException)
        {
            area?.Dispose();
            link.FreeIndex(index);
            throw;
        }
    }

    // ---- the answer -------------------------------------------------------------------------------------------------------------------

    private ClientConnection Connected(Link link, PendingOpen opening, PeerArea answer, ConnectTarget target)
    {
        AreaHeader header = Accept(opening, answer, out ushort[] ordinals);
        if (ordinals.Length != target.Contract.Methods.Count)
            throw Refused(answer, IkcStatus.ProtocolViolation, "The service's answer makes no sense.");
        var connection = new ClientConnection(hub, link, target, ordinals, this);
        var zero = new ClientChannel(connection, opening.Area, opening.Header, answer, header);
        connection.Bind(zero);
        Enter(link, zero);
        return connection;
    }

    private static Lane OpenedLane(ClientConnection connection, PendingOpen opening, PeerArea answer)
    {
        AreaHeader header = Accept(opening, answer, out _);
        var lane = new Lane(connection, opening.Area, opening.Header, answer, header, opening.Bell!);
        if (!connection.Link.TryAdd(lane))
            lane.Close(IkcStatus.PeerDied);
        return lane;
    }

    /// <summary>Opens the stream channel of a connection, which is closed when that fails.</summary>
    private async Task OpenStreamsAsync(ClientConnection connection, CancellationToken deadline)
    {
        Link link = connection.Link;
        PendingOpen? opening = null;
        try
        {
            opening = OfferStreams(connection);
            PeerArea answer = await opening.Answer.WaitAsync(deadline).ConfigureAwait(false);
            OpenedStreams(connection, opening, answer);
        }
        catch (OperationCanceledException)
        {
            CloseWhenAnswered(opening!, answer => OpenedStreams(connection, opening!, answer));
            connection.Close(IkcStatus.Closed);
            throw;
        }
        catch (IkcException)
        {
            if (opening is not null)
                GiveUp(link, opening);
            connection.Close(IkcStatus.Closed);
            throw;
        }
    }

    public void OpenedStreams(ClientConnection connection, PendingOpen opening, PeerArea answer)
    {
        AreaHeader header = Accept(opening, answer, out _);
        var streams = new ClientStreams(connection, opening.Area, opening.Header, answer, header);
        Enter(connection.Link, streams);
        connection.Bind(streams);
    }

    private void Enter(Link link, ChannelEnd channel)
    {
        if (link.TryAdd(channel))
            hub.Hand(channel);
        else
            channel.Close(IkcStatus.PeerDied);
    }

    /// <summary>Checks an answer and reads its text; throws what the service refused with.</summary>
    private static unsafe AreaHeader Accept(PendingOpen opening, PeerArea answer, out ushort[] ordinals)
    {
        AreaHeader header = *(AreaHeader*)answer.Base; // checked by Reception, but the area may have changed since
        if (header.Magic != AreaHeader.MagicValue || !AreaHeaders.HasSaneHandshake(header, answer.SizeBytes))
            throw Refused(answer, IkcStatus.ProtocolViolation, "The service's answer makes no sense.");
        if (!AreaHeaders.IsKnownVersion(header))
            throw Refused(answer, IkcStatus.IncompatibleContract, $"The service speaks protocol {header.VersionMajor}.{header.VersionMinor}.");
        byte[] text = new ReadOnlySpan<byte>(answer.Base + header.HandshakeOffset, (int)header.HandshakeBytes).ToArray();
        (string message, ordinals) = Handshake.DecodeAnswer(text);
        if (header.Status != 0)
            throw Refused(answer, header.Status <= (uint)IkcStatus.Unavailable ? (IkcStatus)header.Status : IkcStatus.Faulted, message);
        uint expected = AreaHeaders.ReplyRingBytes(opening.Header);
        if (!AreaHeaders.HasSaneRing(header, answer.SizeBytes) || header.RingBytes < expected)
            throw Refused(answer, IkcStatus.ProtocolViolation, "The service's answer makes no sense.");
        return header;
    }

    private static IkcException Refused(PeerArea answer, IkcStatus status, string message)
    {
        answer.Dispose();
        return new IkcException(status, message);
    }

    /// <summary>The caller has gone; the service's half is closed when it comes.</summary>
    private static void CloseWhenAnswered(PendingOpen opening, Action<PeerArea> close)
    {
        opening.Answer.ContinueWith(
            task =>
            {
                try
                {
                    close(task.Result);
                }
                catch (IkcException)
                {
                    // Refused, too late: nothing was opened.
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Nobody will answer any more, or the answer was a refusal.</summary>
    public static void GiveUp(Link link, PendingOpen opening)
    {
        link.FreeIndex(opening.Header.SummaryIndex);
        opening.Area.Dispose();
        opening.Bell?.Dispose();
    }

    private static ulong NewKey() => RandomNumber.Next();
}
