// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>The middle of a node: its fabric, its pump, its links and services, and what other threads leave for the pump to do.</summary>
internal sealed class Hub : IDisposable
{
    // A thread that waits for what the pump brings looks so often whether its time is over, or who has the role.
    private const int SliceMilliseconds = 10;
    private const long SliceNs = SliceMilliseconds * 1_000_000;

    private static readonly long s_watchTicks = Stopwatch.Frequency / 100;

    private readonly Lock _lock = new();
    private readonly HashSet<Link> _links = [];
    private readonly List<ServerChannel> _watched = [];
    private readonly ConcurrentQueue<ChannelEnd> _handed = new();
    private readonly ConcurrentQueue<Action> _actions = new();
    private int _actionCount;
    private readonly Reception _reception;
    private TaskCompletionSource _changed;
    private long _nextDeadline = long.MaxValue;
    private long _nextWatch;
    private bool _closing;
    private bool _stopped;

    public Hub(Fabric fabric, HubOptions options)
    {
        Fabric = fabric;
        Options = options;
        Statistics = new Statistics(fabric.Self, fabric.RuntimeDirectory);
        Services = new ServiceTable();
        _reception = new Reception(this);
        Pump = new Pump(this, options.Pump);
        _changed = NewCompletion();
    }

    public Fabric Fabric { get; }

    public HubOptions Options { get; }

    public Pump Pump { get; }

    public Statistics Statistics { get; }

    public ServiceTable Services { get; }

    public bool IsClosing => Volatile.Read(ref _closing);

    /// <summary>Whether the pump has something to do that no bell tells it. Read after its fence, before it sleeps.</summary>
    public bool HasErrands => !_handed.IsEmpty || HasActions || IsClosing;

    /// <summary>The header of a new area of this node's.</summary>
    public AreaHeader NewHeader(AreaKind kind, ulong channelKey) => new()
    {
        Magic = AreaHeader.MagicValue,
        VersionMajor = Wire.VersionMajor,
        VersionMinor = Wire.VersionMinor,
        HeaderBytes = AreaHeader.SizeBytes,
        Epoch = Fabric.Self.Epoch,
        Kind = (uint)kind,
        ChannelKey = channelKey,
    };

    // ---- links ------------------------------------------------------------------------------------------------------------------------

    /// <summary>What this node keeps for a peer; made at the first use.</summary>
    public Link LinkOf(Peer peer)
    {
        lock (_lock)
        {
            if (peer.State is Link known)
                return known;
            var link = new Link(this, peer);
            peer.State = link;
            _links.Add(link);
            return link;
        }
    }

    /// <summary>The link has ended: everything that goes over it fails now.</summary>
    public void EndLink(Link link, IkcStatus reason)
    {
        lock (_lock)
            _links.Remove(link);
        foreach (PendingOpen opening in link.TakeOpenings())
            opening.Fail(new IkcException(reason, "The peer died before it answered."));
        foreach (ChannelEnd channel in link.Channels())
            channel.Close(reason);
        link.Dispose();
    }

    private Link[] Links()
    {
        lock (_lock)
            return [.. _links];
    }

    // ---- news of the fabric: on the pump ----------------------------------------------------------------------------------------------

    /// <summary>Handles one event. Never throws, runs no user code.</summary>
    public void Handle(in FabricEvent news)
    {
        switch (news.Kind)
        {
            case FabricEventKind.Joined:
                _reception.Join(news.Peer!);
                break;
            case FabricEventKind.Offered:
                _reception.TakeArea(news.Peer!, news.Area!);
                break;
            case FabricEventKind.Died:
                if (news.Peer!.State is Link link)
                    EndLink(link, IkcStatus.PeerDied);
                SignalChanged();
                break;
            case FabricEventKind.Changed:
                SignalChanged();
                break;
            case FabricEventKind.TakeoverAsked:
                Services.Find(news.ServiceName!)?.BeginDrain();
                break;
        }
    }

    /// <summary>Ends at the next change of the list of nodes. To be taken before the list is looked at.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    private void SignalChanged() => Interlocked.Exchange(ref _changed, NewCompletion()).TrySetResult();

    /// <summary>
    /// A completion whose continuations run on the thread pool; in Manual mode, where the node has no thread, inside Poll.
    /// </summary>
    private TaskCompletionSource NewCompletion() =>
        new(Options.Pump.Manual ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    // ---- errands of other threads -----------------------------------------------------------------------------------------------------

    /// <summary>Leaves user code for the pump to run inside its role, where it can be taken over. It must not throw.</summary>
    public void Defer(Action action)
    {
        _actions.Enqueue(action);
        Interlocked.Increment(ref _actionCount);
        WakePump();
        if (Volatile.Read(ref _stopped))
            RetireHanded();
    }

    /// <summary>For the pump's every round, hence a count of its own: the queue's takes a call.</summary>
    public bool HasActions => Volatile.Read(ref _actionCount) != 0;

    public bool TryTakeAction([NotNullWhen(true)] out Action? action)
    {
        if (!_actions.TryDequeue(out action))
            return false;
        Interlocked.Decrement(ref _actionCount);
        return true;
    }

    /// <summary>Leaves a channel for the pump to look at: to poll it, or to retire it when it is closed.</summary>
    public void Hand(ChannelEnd channel)
    {
        _handed.Enqueue(channel);
        WakePump();
        if (Volatile.Read(ref _stopped))
            RetireHanded();
    }

    public bool TryTakeHanded([NotNullWhen(true)] out ChannelEnd? channel) => _handed.TryDequeue(out channel);

    /// <summary>Frees a closed channel, unless somebody is inside, who will then hand it in again. The pump only.</summary>
    public void Retire(ChannelEnd channel)
    {
        if (!channel.MayRetire || !channel.TryBeginRetire())
            return;
        Pump.Forget(channel);
        channel.Link.Remove(channel);
        channel.Retire();
    }

    private void WakePump()
    {
        Interlocked.MemoryBarrier(); // pairs with the fence in Pump.Sleep: the pump sees the errand, or is seen asleep
        if (Pump.IsSleeping)
            Fabric.Interrupt();
    }

    // ---- time -------------------------------------------------------------------------------------------------------------------------

    /// <summary>An asynchronous call ends at this timestamp unless its reply comes first.</summary>
    public void NoteDeadline(long timestamp)
    {
        long seen = Volatile.Read(ref _nextDeadline);
        while (timestamp < seen)
        {
            long before = Interlocked.CompareExchange(ref _nextDeadline, timestamp, seen);
            if (before == seen)
            {
                WakePump();
                return;
            }

            seen = before;
        }
    }

    /// <summary>How long the pump may sleep if it would sleep so long (negative: without end).</summary>
    public long NextDeadlineNs(long waitNs)
    {
        long next = Volatile.Read(ref _nextDeadline);
        lock (_watched)
        {
            if (_watched.Count > 0)
                next = Math.Min(next, _nextWatch);
        }

        if (next == long.MaxValue)
            return waitNs;
        long leftNs = (long)(Math.Max(0, next - Stopwatch.GetTimestamp()) * (1e9 / Stopwatch.Frequency));
        return waitNs < 0 ? leftNs : Math.Min(waitNs, leftNs);
    }

    /// <summary>Ends the calls whose time has passed, and looks at the control words that nobody else looks at now. The pump only.</summary>
    public void ExpireDeadlines()
    {
        long next = Volatile.Read(ref _nextDeadline);
        if (next != long.MaxValue && Stopwatch.GetTimestamp() is var now && now >= next)
        {
            Volatile.Write(ref _nextDeadline, long.MaxValue);
            Interlocked.MemoryBarrier(); // a sender notes its deadline after it has filled its call slot, which is scanned next
            foreach (Link link in Links())
            {
                foreach (ChannelEnd channel in link.Channels())
                    NoteDeadline(channel.ExpireCalls(now));
            }
        }

        LookAtWatched();
    }

    /// <summary>Looks at the channel's control words now and then for as long as it is busy, so that a running method sees its cancellation.</summary>
    public void WatchControl(ServerChannel channel)
    {
        lock (_watched)
        {
            if (_watched.Contains(channel))
                return;
            _watched.Add(channel);
            _nextWatch = Stopwatch.GetTimestamp() + s_watchTicks;
        }
    }

    private void LookAtWatched()
    {
        lock (_watched)
        {
            if (_watched.Count == 0 || Stopwatch.GetTimestamp() < _nextWatch)
                return;
            _nextWatch = Stopwatch.GetTimestamp() + s_watchTicks;
            for (int i = _watched.Count - 1; i >= 0; i--)
            {
                ServerChannel channel = _watched[i];
                if (channel.IsOpen && Volatile.Read(ref channel.IsBusy))
                    channel.LookAtControl();
                else
                    _watched.RemoveAt(i);
            }
        }
    }

    // ---- waiting on a caller's thread -----------------------------------------------------------------------------------------------------

    /// <summary>Waits for something that the pump completes; the calling thread gives the role away, or polls in Manual mode.</summary>
    public void Await(Task task, ref WaitClock clock)
    {
        while (!task.IsCompleted)
        {
            clock.ThrowIfOver(CallFate.NotSent);
            long leftNs = clock.RemainingNs();
            long sliceNs = leftNs < 0 ? SliceNs : Math.Min(leftNs, SliceNs);
            if (Pump.IsManual && Pump.TryPoll(limit: 64, sliceNs))
                continue;
            if (Pump.HandOverOrTakeNews(sliceNs))
                Task.WaitAny([task], (int)Math.Max(1, sliceNs / 1_000_000), clock.Token);
        }
    }

    /// <summary>
    /// Finds the bulk slot that a reply on a lane names, on its caller's thread; waits for the slot's area if its offer is still under way.
    /// </summary>
    /// <returns>False for a violation, a closed channel or a clock that has run out.</returns>
    public bool TryFindSlot(Lane lane, in SlotDescriptor descriptor, ref WaitClock clock, [NotNullWhen(true)] out PeerArea? area)
    {
        while (true)
        {
            RingResult result = lane.InSlots.TryFind(descriptor, out area);
            if (result != RingResult.Empty)
                return result == RingResult.Ok && area is not null;
            if (!lane.IsOpen || clock.IsOver())
                return false;
            if (Pump.IsManual && Pump.TryPoll(limit: 1, waitNs: 1_000_000))
                continue;
            if (Pump.HandOverOrTakeNews(SliceNs))
                lane.InSlots.WaitForOffer(SliceMilliseconds);
        }
    }

    // ---- the end ----------------------------------------------------------------------------------------------------------------------

    /// <summary>Closes everything; calls under way fail with Closed. Waits a second for a service method that does not end.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_closing)
                return;
            _closing = true;
        }

        foreach (Link link in Links())
        {
            foreach (ChannelEnd channel in link.Channels())
                channel.Close(IkcStatus.Closed);
        }

        Pump.Stop();
        foreach (Link link in Links())
            EndLink(link, IkcStatus.Closed);
        Volatile.Write(ref _stopped, true);
        Interlocked.MemoryBarrier(); // whoever hands a channel in sees _stopped, or it is seen here
        RetireHanded();
        SignalChanged();
        Fabric.Dispose();
        Statistics.Dispose();
    }

    /// <summary>After the pump has stopped: the last user code, and the memory of what nobody is inside of.</summary>
    private void RetireHanded()
    {
        while (TryTakeAction(out Action? action))
            action();
        while (TryTakeHanded(out ChannelEnd? channel))
            Retire(channel);
    }
}
