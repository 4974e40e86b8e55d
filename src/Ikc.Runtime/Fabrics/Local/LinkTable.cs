// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>Every socket of this node's that leads to another, by the key under which the pump sleeps on it.</summary>
internal sealed class LinkTable(EpollSet epoll, LocalFabricOptions options, Action<TimeSpan> choresWithin)
{
    private const ulong FirstKey = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, LocalPeer> _links = [];
    private readonly List<LocalPeer> _strangers = [];
    private ulong _lastKey = FirstKey;

    /// <summary>Whether one more connection can be taken in.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
                return _links.Count < options.PeersMax || _strangers.Count >= options.StrangersMax;
        }
    }

    /// <summary>
    /// Takes a link in, unless there are too many or it cannot be waited for. The longest-waiting stranger gives way to a new one.
    /// </summary>
    public bool TryAdd(LocalPeer link)
    {
        LocalPeer? displaced = null;
        lock (_lock)
        {
            if (!link.IsJoined && _strangers.Count >= options.StrangersMax)
                displaced = _strangers[0];
            if (_links.Count - (displaced is null ? 0 : 1) >= options.PeersMax)
                return false;
            link.Key = ++_lastKey;
            _links.Add(link.Key, link);
            if (!link.IsJoined)
                _strangers.Add(link);
            if (displaced is not null)
                Remove(displaced);
        }

        displaced?.Close();
        if (epoll.TryAdd(link.Socket, link.Key))
            return true;
        Remove(link);
        return false;
    }

    public LocalPeer? Find(ulong key)
    {
        lock (_lock)
            return _links.GetValueOrDefault(key);
    }

    /// <summary>A stranger has said hello.</summary>
    public void Joined(LocalPeer link)
    {
        lock (_lock)
            _strangers.Remove(link);
    }

    public void Remove(LocalPeer link)
    {
        lock (_lock)
        {
            if (!_links.Remove(link.Key))
                return;
            _strangers.Remove(link);
            epoll.Remove(link.Socket);
        }
    }

    /// <summary>Sets up what a link's queue waits for. Called inside the queue's lock, so in order.</summary>
    public void WaitToSend(LocalPeer link, SendOutcome outcome)
    {
        epoll.Change(link.Socket, link.Key, readable: true, writable: outcome == SendOutcome.NoRoom);
        if (outcome == SendOutcome.NotNow)
            choresWithin(LocalLimits.RetryPause);
    }

    /// <summary>Sends what waits, and drops the strangers whose time is over.</summary>
    /// <returns>When the next stranger's time is over.</returns>
    public long DoChores(long nowNs)
    {
        long next = MonotonicClock.Never;
        foreach (LocalPeer link in Snapshot())
        {
            if (link.HasWaiting)
                link.Flush();
            if (link.IsJoined)
                continue;
            if (link.HelloEndNs > nowNs)
            {
                next = Math.Min(next, link.HelloEndNs);
                continue;
            }

            Remove(link);
            link.Close();
        }

        return next;
    }

    public LocalPeer[] Snapshot()
    {
        lock (_lock)
            return [.. _links.Values];
    }
}
