// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>
/// Reads the links, for the pump. Whatever comes from there is untrusted; what breaks the protocol ends its link and no other.
/// </summary>
internal sealed class LinkReader(
    DomainDirectory domain, DomainScan scan, LinkTable table, MappingBudget budget, Publisher publisher)
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(LocalLimits.MessageBytesMax, pinned: true);

    /// <summary>
    /// Takes a round's share of messages. Each taken message counts as a ring too: a ring that found the socket full was dropped, because
    /// what filled it wakes the reader as well.
    /// </summary>
    public void Read(LocalPeer link, ref EventSink events)
    {
        bool rang = false;
        for (int i = 0; i < LocalLimits.MessagesPerRound && events.Room >= EventSink.RoomForMessage; i++)
        {
            ReceivedMessage received = default;
            int error = link.IsDead ? Errno.BadDescriptor : LocalSocket.Receive(link.Socket, _buffer, out received);
            if (error == Errno.TryAgain)
                break;
            if (error == Errno.ConnectionReset && !link.SawReset)
            {
                link.SawReset = true; // it stands before what was sent earlier
                continue;
            }

            if (error != 0 || received.LengthBytes == 0 || !Take(link, ref received, ref events))
            {
                received.Descriptor?.Dispose();
                End(link, ref events);
                return;
            }

            rang = true;
            if (received.LengthBytes == 1)
                break; // a doorbell is seldom followed by anything; what there is, the next look finds
        }

        if (rang && link.IsJoined)
            events.Add(new FabricEvent { Kind = FabricEventKind.Rang, Peer = link });
    }

    /// <summary>Handles one message; false ends the link. Descriptors that are taken leave the message.</summary>
    private bool Take(LocalPeer link, ref ReceivedMessage received, ref EventSink events)
    {
        if (received.IsBroken)
            return false;
        if (received.LengthBytes == 1)
            return link.IsJoined && received.Descriptor is null;
        if (!LinkWire.TryOpen(_buffer.AsSpan(0, received.LengthBytes), out LinkVerb verb, out ReadOnlySpan<byte> payload))
            return false;
        if (!link.IsJoined)
            return received.Descriptor is null && TakeFirst(link, verb, payload, ref events);
        bool isNewer = link.Minor > LinkWire.Minor;
        switch (verb)
        {
            case LinkVerb.Offer when HasLength(payload, LinkWire.OfferBytes, isNewer):
                return TakeOffer(link, payload, ref received, ref events);
            case LinkVerb.Bell when HasLength(payload, LinkWire.BellBytes, isNewer):
                return TakeBell(link, payload, ref received);
            case LinkVerb.Goodbye when received.Descriptor is null:
                link.SaidGoodbye = true;
                return false;
            case > LinkVerb.Goodbye when isNewer:
                received.Descriptor?.Dispose();
                return true;
            default:
                return false;
        }
    }

    private static bool HasLength(ReadOnlySpan<byte> payload, int length, bool isNewer) =>
        payload.Length == length || (isNewer && payload.Length > length);

    private bool TakeFirst(LocalPeer link, LinkVerb verb, ReadOnlySpan<byte> payload, ref EventSink events)
    {
        if (verb == LinkVerb.TakeOver)
        {
            AnswerTakeOver(link, payload, ref events);
            return false;
        }

        if (verb != LinkVerb.Hello)
            return false;
        IkcStatus status = LinkWire.ReadHello(payload, out ushort minor, out NodeRow? row);

        // Its row must be there, and its own: who shares the domain with other users could otherwise claim to be a node of theirs.
        if (status == IkcStatus.Ok && (!DomainFiles.TryStat(domain.Descriptor, NodeFileNames.Row(row!.Identity), out FileFacts facts)
            || facts.UserId != link.UserId))
            status = IkcStatus.ProtocolViolation;
        if (status != IkcStatus.Ok)
        {
            _ = LocalSocket.Send(link.Socket, LinkWire.Status(LinkVerb.Refused, status), null);
            return false;
        }

        link.Join(row!.Identity, minor);
        table.Joined(link);
        events.Add(new FabricEvent { Kind = FabricEventKind.Joined, Peer = link });
        return true;
    }

    private void AnswerTakeOver(LocalPeer link, ReadOnlySpan<byte> payload, ref EventSink events)
    {
        var cursor = new WireCursor(payload);
        string name = cursor.ReadName();
        bool given = !cursor.IsBroken && publisher.TryGiveUp(name);
        _ = LocalSocket.Send(link.Socket, LinkWire.Status(LinkVerb.TakenOver, given ? IkcStatus.Ok : IkcStatus.NotFound), null);
        if (given)
            events.Add(new FabricEvent { Kind = FabricEventKind.TakeoverAsked, ServiceName = name });
    }

    private bool TakeOffer(LocalPeer link, ReadOnlySpan<byte> payload, ref ReceivedMessage received, ref EventSink events)
    {
        var cursor = new WireCursor(payload);
        ulong tag = cursor.ReadUInt64();
        long sizeBytes = (long)cursor.ReadUInt64();
        if (received.Descriptor is null || SealedMemory.FindFlaw(received.Descriptor, sizeBytes) is not null
            || !budget.TryTake(link.UserId, link.Mapped, sizeBytes))
            return false;
        SharedMapping mapping;
        try
        {
            uint userId = link.UserId;
            MappingBudget.Share share = link.Mapped;
            mapping = SealedMemory.MapReadOnly(received.Descriptor, sizeBytes, () => budget.Return(userId, share, sizeBytes));
        }
        catch (IkcException)
        {
            budget.Return(link.UserId, link.Mapped, sizeBytes);
            return false;
        }

        received.Descriptor.Dispose();
        received.Descriptor = null;
        events.Add(new FabricEvent { Kind = FabricEventKind.Offered, Peer = link, Tag = tag, Area = new LocalPeerArea(mapping) });
        return true;
    }

    private static bool TakeBell(LocalPeer link, ReadOnlySpan<byte> payload, ref ReceivedMessage received)
    {
        uint number = new WireCursor(payload).ReadUInt32();
        if (received.Descriptor is null || number > int.MaxValue || !link.Bells.TryInstall((int)number, received.Descriptor))
            return false;
        received.Descriptor = null;
        return true;
    }

    /// <summary>Takes the link apart, and tells its end if it was one.</summary>
    private void End(LocalPeer link, ref EventSink events)
    {
        bool wasEndedHere = link.IsDead;
        table.Remove(link);
        link.Close();
        if (!link.IsJoined)
            return;
        events.Add(new FabricEvent { Kind = FabricEventKind.Died, Peer = link });
        if (!link.SaidGoodbye && !wasEndedHere)
            scan.RemoveIfDead(link.Identity);
    }
}
