// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>
/// The lanes of one connection. A thread keeps its lane between calls; another thread gets it when everything in it was dispatched and
/// the limit is reached, or the thread has ended, or the other one calls from inside a service method: those threads stand in for one
/// another, and each with a lane of each callback would take more areas than a node can have.
/// </summary>
internal sealed class LanePool(ClientConnection connection, int lanesMax)
{
    /// <summary>What a node may set, so that nested calls have the rest of what the service allows.</summary>
    public const int LanesMax = ServerConnection.LanesMax - Pump.ThreadsMax;

    private readonly Pump _pump = connection.Hub.Pump;
    private readonly object _lock = new();
    private readonly List<Lane> _lanes = [];
    private readonly Dictionary<Thread, Lane> _byThread = [];
    private int _opening;
    private int _waiters;

    [ThreadStatic]
    private static Lane? t_lane;

    public bool HasWaiters => Volatile.Read(ref _waiters) != 0;

    /// <summary>The calling thread's lane, taken.</summary>
    public Lane Take(ref WaitClock clock)
    {
        _pump.ThrowIfTooDeep();
        Lane? lane = t_lane;
        if (lane is not null && lane.Connection == connection && (lane.TryTakeInBatch() || lane.TryTake()))
            return lane;
        return TakeSlow(ref clock);
    }

    public void Pulse()
    {
        lock (_lock)
            Monitor.Pulse(_lock);
    }

    public void Remove(Lane lane)
    {
        lock (_lock)
        {
            _lanes.Remove(lane);
            if (lane.Owner is not null && _byThread.GetValueOrDefault(lane.Owner) == lane)
                _byThread.Remove(lane.Owner);
            Monitor.PulseAll(_lock);
        }
    }

    public Lane[] All()
    {
        lock (_lock)
            return [.. _lanes];
    }

    private Lane TakeSlow(ref WaitClock clock)
    {
        // A thread inside a service method never waits for lanes that the calls around it have.
        bool inside = _pump.IsHeldByThisThread || ServerChannel.Current is not null;
        int limit = inside ? lanesMax + IkcLimits.NestedCalls : lanesMax;
        while (true)
        {
            connection.ThrowIfClosed(CallFate.NotSent);
            bool open = false;
            lock (_lock)
            {
                if (FindTakeable(inside, limit) is { } found)
                    return Own(found);
                if (_lanes.Count + _opening < limit)
                {
                    _opening++;
                    open = true;
                }
            }

            if (open)
                return Open(ref clock);
            WaitForOne(ref clock);
        }
    }

    private Lane Open(ref WaitClock clock)
    {
        Lane? lane = null;
        try
        {
            lane = connection.OpenLane(ref clock);
        }
        finally
        {
            lock (_lock)
            {
                _opening--;
                if (lane is not null)
                    _lanes.Add(lane);
                else
                    Monitor.Pulse(_lock);
            }
        }

        connection.CloseIfClosed(lane); // the connection's end may have missed a lane that was just being opened
        lock (_lock)
            return Own(lane);
    }

    /// <summary>
    /// The thread's own lane; another of its own, from nested calls, or of a thread that has ended; at the limit and inside a service method,
    /// any that is idle and drained, or was late.
    /// </summary>
    private Lane? FindTakeable(bool inside, int limit)
    {
        Thread me = Thread.CurrentThread;
        if (_byThread.TryGetValue(me, out Lane? own) && (own.TryTakeInBatch() || own.TryTake() || own.TryTakeLate()))
            return own;
        bool any = inside || _lanes.Count + _opening >= limit;
        foreach (Lane lane in _lanes)
        {
            bool free = lane.Owner is null || lane.Owner == me || !lane.Owner.IsAlive || any;
            if (!free || !(lane.TryTake() || lane.TryTakeLate()))
                continue;
            if (lane.IsDrained)
                return lane;
            lane.Return();
        }

        return null;
    }

    private Lane Own(Lane lane)
    {
        Thread me = Thread.CurrentThread;
        if (lane.Owner is not null && lane.Owner != me && _byThread.GetValueOrDefault(lane.Owner) == lane)
            _byThread.Remove(lane.Owner);
        lane.Owner = me;
        _byThread[me] = lane;
        t_lane = lane;
        return lane;
    }

    private void WaitForOne(ref WaitClock clock)
    {
        clock.ThrowIfOver(CallFate.NotSent);
        if (connection.Hub.Pump.IsManual && connection.Hub.Pump.TryPoll(limit: 64, PollMilliseconds * 1_000_000))
            return;
        connection.Hub.Pump.HandOver();
        long remainingNs = clock.RemainingNs();
        int milliseconds = remainingNs < 0 ? PollMilliseconds : (int)Math.Clamp(remainingNs / 1_000_000, 1, PollMilliseconds);
        lock (_lock)
        {
            _waiters++;
            // A lane that was late, or not drained, becomes usable without anybody's call: hence the look at intervals.
            Monitor.Wait(_lock, milliseconds);
            _waiters--;
        }
    }

    private const int PollMilliseconds = 2;
}
