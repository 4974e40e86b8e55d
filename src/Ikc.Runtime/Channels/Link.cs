// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>
/// What a node keeps for one link: its channels, and the wake summaries of both directions (PROTOCOL, rule 15), so that a pump with
/// thousands of quiet channels visits only those that rang.
/// </summary>
internal sealed unsafe class Link
{
    /// <summary>Channels of this node's that may wait for their answers at a time.</summary>
    public const int ConnectsPendingMax = 1024;

    private readonly Fabric _fabric;
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, ChannelEnd> _byKey = [];
    private readonly Dictionary<ulong, PendingOpen> _opening = [];
    private readonly List<ChannelEnd?> _byIndex = [];
    private readonly Stack<uint> _freeIndexes = new();
    private readonly OwnArea _ownSummary;
    private readonly ulong* _ownGroups;
    private readonly ulong* _ownChannels;
    private readonly uint* _ownRung;
    private PeerArea? _peerSummary;
    private long _replyBytes;
    private bool _disposed;
    private int _pumpBell = BellNumber.Pump;
    private ulong[] _groupsSeen = [];
    private ulong[] _channelsSeen = [];

    public Link(Hub hub, Peer peer)
    {
        Peer = peer;
        _fabric = hub.Fabric;
        _ownSummary = hub.Fabric.CreateArea(AreaLayout.SummaryBytes);
        *(AreaHeader*)_ownSummary.Base = hub.NewHeader(AreaKind.Summary, 0);
        _ownGroups = (ulong*)(_ownSummary.Base + AreaLayout.GroupsOffset);
        _ownChannels = (ulong*)(_ownSummary.Base + AreaLayout.ChannelsOffset);
        _ownRung = (uint*)(_ownSummary.Base + AreaLayout.RungOffset);
        hub.Fabric.Offer(_ownSummary, peer, (ulong)AreaKind.Summary);
    }

    public Peer Peer { get; }

    /// <summary>The peer, as users see it.</summary>
    public IkcPeer PeerIdentity => new(Peer.Identity.Instance, Peer.Identity.Node, Peer.Identity.Epoch, Peer.UserId);

    // ---- as writer --------------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Wakes the peer's pump, after it was counted which channel has news: the channel's count, then its group's (rule 15). Any thread.
    /// </summary>
    public void RingPump(uint index, bool byWord)
    {
        if (index >= Limits.ChannelsPerLinkMax || !_ownSummary.Mapping.TryAddReference())
            return;
        Interlocked.Increment(ref _ownChannels[index]);
        Interlocked.Increment(ref _ownGroups[index / AreaLayout.ChannelsPerGroup]);
        if (byWord)
            _fabric.RingWord(_ownRung);
        _ownSummary.Mapping.ReleaseReference();
        if (!byWord)
            _fabric.Ring(Peer, BellNumber.Pump);
    }

    /// <summary>The bell by which the peer is to wake this node's pump. Any thread; an older answer is right as well.</summary>
    public int PumpBell => Volatile.Read(ref _pumpBell);

    // ---- as reader: the pump ------------------------------------------------------------------------------------------------------------

    public bool TryInstallSummary(PeerArea area)
    {
        lock (_lock)
        {
            if (_disposed || _peerSummary is not null || area.SizeBytes < AreaLayout.SummaryBytes)
                return false;
            _groupsSeen = new ulong[AreaLayout.GroupsMax];
            _channelsSeen = new ulong[Limits.ChannelsPerLinkMax];
            _peerSummary = area;
            if (_fabric.TryWatch(Peer, (uint*)(area.Base + AreaLayout.RungOffset)))
                Volatile.Write(ref _pumpBell, BellNumber.LinkWord);
            return true;
        }
    }

    /// <summary>
    /// Adds each channel whose count changed. The group's count is copied first, then the channel's, each before the visit
    /// (rule 15). Without a summary, all channels are meant.
    /// </summary>
    public void CollectRung(List<ChannelEnd> into)
    {
        lock (_lock)
        {
            if (_peerSummary is null)
            {
                foreach (ChannelEnd? channel in _byIndex)
                {
                    if (channel is not null)
                        into.Add(channel);
                }

                return;
            }

            ulong* groups = (ulong*)(_peerSummary.Base + AreaLayout.GroupsOffset);
            ulong* channels = (ulong*)(_peerSummary.Base + AreaLayout.ChannelsOffset);
            for (int group = 0; group * AreaLayout.ChannelsPerGroup < _byIndex.Count; group++)
            {
                ulong groupCount = Volatile.Read(ref groups[group]);
                if (groupCount == _groupsSeen[group])
                    continue;
                _groupsSeen[group] = groupCount;
                int end = Math.Min((group + 1) * AreaLayout.ChannelsPerGroup, _byIndex.Count);
                for (int index = group * AreaLayout.ChannelsPerGroup; index < end; index++)
                {
                    ulong count = Volatile.Read(ref channels[index]);
                    if (count == _channelsSeen[index])
                        continue;
                    _channelsSeen[index] = count;
                    if (_byIndex[index] is { } channel)
                        into.Add(channel);
                }
            }
        }
    }

    // ---- the channels -------------------------------------------------------------------------------------------------------------------

    /// <summary>Takes a summary index for a channel that is about to be opened.</summary>
    public uint TakeIndex()
    {
        lock (_lock)
        {
            if (_freeIndexes.TryPop(out uint index))
                return index;
            if (_byIndex.Count >= Limits.ChannelsPerLinkMax)
                throw new IkcException(IkcStatus.LimitReached, $"A pair of nodes may have at most {Limits.ChannelsPerLinkMax} channels.");
            _byIndex.Add(null);
            return (uint)_byIndex.Count - 1;
        }
    }

    public void FreeIndex(uint index)
    {
        lock (_lock)
        {
            _byIndex[(int)index] = null;
            _freeIndexes.Push(index);
        }
    }

    /// <summary>Enters an open channel; false when the link has ended meanwhile, or the key is taken.</summary>
    public bool TryAdd(ChannelEnd channel)
    {
        lock (_lock)
        {
            if (_disposed || !_byKey.TryAdd(channel.Key, channel))
                return false;
            _byIndex[(int)channel.SummaryIndex] = channel;
            return true;
        }
    }

    /// <summary>Counts a reply ring that the peer makes this side create; false over the limit.</summary>
    public bool TryCharge(long sizeBytes)
    {
        lock (_lock)
        {
            if (_replyBytes + sizeBytes > Limits.ReplyBytesPerLinkMax)
                return false;
            _replyBytes += sizeBytes;
            return true;
        }
    }

    public void Discharge(long sizeBytes)
    {
        lock (_lock)
            _replyBytes -= sizeBytes;
    }

    /// <summary>Forgets a channel that is being retired; its index may be used again.</summary>
    public void Remove(ChannelEnd channel)
    {
        lock (_lock)
        {
            if (_byKey.GetValueOrDefault(channel.Key) == channel)
                _byKey.Remove(channel.Key);
            FreeIndex(channel.SummaryIndex);
        }
    }

    public ChannelEnd? Find(ulong key)
    {
        lock (_lock)
            return _byKey.GetValueOrDefault(key);
    }

    public ChannelEnd[] Channels()
    {
        lock (_lock)
            return [.. _byKey.Values];
    }

    // ---- openings -----------------------------------------------------------------------------------------------------------------------

    public void AddOpening(PendingOpen opening)
    {
        lock (_lock)
        {
            if (_disposed)
                throw new IkcException(IkcStatus.PeerDied, "The peer is gone.");
            if (_opening.Count >= ConnectsPendingMax)
                throw new IkcException(IkcStatus.LimitReached, $"At most {ConnectsPendingMax} channels may be opening on one link.");
            _opening.Add(opening.Key, opening);
        }
    }

    public PendingOpen? TakeOpening(ulong key)
    {
        lock (_lock)
            return _opening.Remove(key, out PendingOpen? opening) ? opening : null;
    }

    public PendingOpen[] TakeOpenings()
    {
        lock (_lock)
        {
            PendingOpen[] all = [.. _opening.Values];
            _opening.Clear();
            return all;
        }
    }

    /// <summary>Gives the summaries up, after the link has ended.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _fabric.Unwatch(Peer);
            _peerSummary?.Dispose();
            _peerSummary = null;
            _ownSummary.Dispose();
        }
    }
}
