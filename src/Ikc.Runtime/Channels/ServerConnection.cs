// SPDX-License-Identifier: MIT
using Ikc.Channels.Callbacks;
using Ikc.Channels.Streams;
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>A client's connection as its service sees it: channel 0 and the lanes that share its method table.</summary>
internal sealed class ServerConnection
{
    /// <summary>Lanes of one connection.</summary>
    public const int LanesMax = 256;

    private readonly Lock _lock = new();
    private readonly List<ChannelEnd> _channels = [];
    private ServerStreams? _streams;
    private ServerChannel? _zero;
    private bool _closed;

    public ServerConnection(Hub hub, ServiceHost service, Link link, ulong key)
    {
        Callbacks = new ReceivedCallbacks(hub, this);
        Service = service;
        Link = link;
        Key = key;
        Call = new IkcCall(link.PeerIdentity, service.Name);
        Kinds = [.. service.Contract.Methods.Select(method => method.Kind)];
    }

    public ServiceHost Service { get; }

    public Link Link { get; }

    public ulong Key { get; }

    /// <summary>What the client has lent the service.</summary>
    public ReceivedCallbacks Callbacks { get; }

    /// <summary>What the service is told of its caller.</summary>
    public IkcCall Call { get; }

    /// <summary>The call shape of each method, by ordinal.</summary>
    public IkcMethodKind[] Kinds { get; }

    /// <summary>Enters the connection's one stream channel.</summary>
    public bool TryAdd(ServerStreams streams)
    {
        lock (_lock)
        {
            if (_closed || _streams is not null)
                return false;
            _streams = streams;
            return true;
        }
    }

    public bool TryAdd(ServerChannel channel)
    {
        lock (_lock)
        {
            if (_closed || _channels.Count > LanesMax)
                return false;
            if (channel.Key == Key)
                _zero = channel;
            _channels.Add(channel);
            return true;
        }
    }

    /// <summary>A channel has closed. With channel 0 all lanes close, and the connection ends.</summary>
    public void Remove(ChannelEnd channel, IkcStatus reason)
    {
        ChannelEnd[] others = [];
        lock (_lock)
        {
            _channels.Remove(channel);
            if (channel.Key == Key && !_closed)
            {
                _closed = true;
                others = All();
            }
        }

        foreach (ChannelEnd other in others)
            other.Close(reason);
        if (channel.Key == Key)
        {
            Callbacks.Close(IkcStatus.PeerDied);
            Service.Remove(this);
        }
    }

    /// <summary>Says how many of what was received of a callback the service has given back.</summary>
    public void ReleaseCallback(int slot, uint count) => Volatile.Read(ref _zero)?.TryReleaseCallback(slot, count);

    public void Close(IkcStatus reason)
    {
        ChannelEnd[] all;
        lock (_lock)
            all = All();
        foreach (ChannelEnd channel in all)
            channel.Close(reason);
    }

    private ChannelEnd[] All() => _streams is null ? [.. _channels] : [.. _channels, _streams];
}
