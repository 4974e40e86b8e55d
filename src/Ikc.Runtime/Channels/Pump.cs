// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ikc.Fabrics;

namespace Ikc.Channels;

/// <summary>
/// Reads channel 0 of every client and the request rings of every service of a node, and handles what the fabric tells. A role, not a
/// thread: in Own mode a few threads of the runtime pass it on when its holder waits or is stuck in user code; in Manual mode whoever
/// calls Poll has it.
/// </summary>
/// <remarks>
/// Channels with traffic are <em>hot</em>: polled without a system call. One that stays quiet is armed and left; its writer then bumps
/// the wake summary and rings bell 0.
/// </remarks>
internal sealed class Pump
{
    /// <summary>Threads that may hold, or have held and be stuck: those of nested synchronous calls, and one that reads.</summary>
    public const int ThreadsMax = IkcLimits.NestedCalls + 1;

    private const int RecordsPerVisit = 64;
    private const int QuietRoundsMax = 4096;

    // Whoever takes the news because no thread is left looks so often whether one has come back.
    private const long NewsSliceNs = 1_000_000;

    // So many are polled for less than one doorbell would cost; the peer of a channel may just have lost its core for a while.
    private const int QuietChannelsKept = 8;

    // A look at the fabric is a system call, in which no ring is looked at.
    private static readonly long s_ticksPerFabricLook = Stopwatch.Frequency / 20_000;

    // Where every thread waits and none wakes for so long, none will: they wait for the call that asks for one more.
    private static readonly long s_standstillTicks = Stopwatch.Frequency / 2;

    // A thread that does not wait comes back when its method ends; for longer than this nobody should wait for it.
    private static readonly long s_comingBackTicks = 10 * Stopwatch.Frequency;

    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(1);

    private readonly Hub _hub;
    private readonly Fabric _fabric;
    private readonly bool _manual;
    private readonly List<ChannelEnd> _hot = [];
    private readonly List<ChannelEnd> _rung = [];
    private readonly FabricEvent[] _events = new FabricEvent[64];
    private readonly PumpThreads? _threads;
    private PumpRole _role;
    private int _roundsSinceClock;
    private long _nextFabricLook;
    private int _manualDepth;
    private int _polling;
    private bool _isFull;
    private long _rounds;
    private int _talkers;
    private int _talkersBefore;
    private volatile bool _sleeping;
    private readonly ManualResetEventSlim _stopped = new(false, spinCount: 0);

    public Pump(Hub hub, PumpOptions options)
    {
        _hub = hub;
        _fabric = hub.Fabric;
        _manual = options.Manual;
        Spinning = new SpinBudget(options.WaitPolicy, wakes: 4);
        if (!_manual)
            _threads = new PumpThreads(this, options);
    }

    public SpinBudget Spinning { get; }

    public bool IsSleeping => _sleeping;

    public bool IsManual => _manual;

    /// <summary>
    /// Whether no more than one channel has had news in this round and the one before, and whoever polls has nothing else to do. A hint, for
    /// any thread.
    /// </summary>
    public bool HasTime => !_manual && _talkers < 2 && _talkersBefore < 2;

    /// <summary>Whether the calling thread has the role now.</summary>
    public bool IsHeldByThisThread => ThreadScope.Known is { } me && me.Pump == this && _role.IsHeldBy(me.Ticket);

    /// <summary>Begins; in Manual mode nothing runs until Poll.</summary>
    public void Start() => _threads?.StartHolder(_role.Start());

    // ---- the loop ---------------------------------------------------------------------------------------------------------------------

    /// <summary>A thread of the runtime runs the role until it loses it or the node closes.</summary>
    public void Run(long ticket)
    {
        ThreadScope me = ThreadScope.Mine;
        me.Pump = this;
        me.Ticket = ticket;
        long idleRounds = 0;
        long spinEnd = 0;
        while (_role.IsHeldBy(ticket) && !_hub.IsClosing)
        {
            int work = Round(me);
            if (work < 0)
                break;
            if (work > 0)
            {
                if (idleRounds > 0)
                    Spinning.Succeeded();
                idleRounds = 0;
                continue;
            }

            if (_hot.Count > 0 && GoesOnSpinning(++idleRounds, ref spinEnd))
            {
                SpinBudget.Pause(idleRounds);
                continue;
            }

            if (!TryArmHot())
                continue;
            Spinning.Failed();
            idleRounds = 0;
            Sleep(waitNs: -1);
        }

        if (_hub.IsClosing && _role.IsHeldBy(ticket))
            _stopped.Set();
        me.Ticket = 0;
    }

    private bool GoesOnSpinning(long idleRounds, ref long end)
    {
        if (Spinning.Ticks == 0)
            return false;
        if (idleRounds == 1)
            end = 0;
        if (idleRounds % SpinBudget.RoundsPerClock != 0)
            return true;
        if (end == 0)
            end = Spinning.EndTimestamp();
        return end == long.MaxValue || Stopwatch.GetTimestamp() < end;
    }

    /// <summary>Ends the loop, after the node has begun to close. Waits a second for user code that does not end; it may end later.</summary>
    public void Stop()
    {
        TryHandOver();
        _fabric.Interrupt();
        if (!_manual)
            _stopped.Wait(s_stopTimeout);
        _threads?.Dispose();
    }

    /// <summary>Manual mode: one look at everything, then sleeps for at most so long if nothing was there.</summary>
    /// <returns>Records, events and completions handled.</returns>
    public int Poll(int limit, long waitNs)
    {
        if (TryPoll(limit, waitNs, null, out int work))
            return work;
        throw new InvalidOperationException("Poll is already running on another thread.");
    }

    /// <summary>As Poll, for a synchronous caller; false when another thread polls. The sleep ends, too, when the lane has news.</summary>
    public bool TryPoll(int limit, long waitNs, Lane? lane = null) => TryPoll(limit, waitNs, lane, out _);

    /// <summary>
    /// One look for a synchronous caller that spins, outside of service methods: at the hot channels, and at the fabric when it is its turn.
    /// Nothing where another thread polls.
    /// </summary>
    public void TryPollHot()
    {
        ThreadScope me = ThreadScope.Mine;
        if (!TryBeginPoll(me, out RoleBefore before))
            return;
        try
        {
            Round(me);
        }
        finally
        {
            EndPoll(me, before);
        }
    }

    private bool TryPoll(int limit, long waitNs, Lane? lane, out int work)
    {
        work = 0;
        ThreadScope me = ThreadScope.Mine;
        if (IsHeldByThisThread)
        {
            work = PollNested(me, limit, waitNs, lane);
            return true;
        }

        if (!TryBeginPoll(me, out RoleBefore before))
            return false;
        try
        {
            work = PollRounds(me, limit, waitNs, lane);
            return true;
        }
        finally
        {
            EndPoll(me, before);
        }
    }

    private bool TryBeginPoll(ThreadScope me, out RoleBefore before)
    {
        before = new RoleBefore(me.Pump, me.Ticket);
        if (Interlocked.CompareExchange(ref _polling, 1, 0) != 0)
            return false;
        me.Pump = this;
        me.Ticket = _role.Start();
        return true;
    }

    private void EndPoll(ThreadScope me, RoleBefore before)
    {
        me.Pump = before.Pump;
        me.Ticket = before.Ticket;
        Volatile.Write(ref _polling, 0);
    }

    private int PollNested(ThreadScope me, int limit, long waitNs, Lane? lane)
    {
        if (_manualDepth >= IkcLimits.NestedCallsManual)
            throw TooDeep(CallFate.MaybeExecuted);
        bool inside = _role.IsInside(out _);
        if (inside)
            _role.TryLeave(me.Ticket);
        NoteRoom(++_manualDepth < IkcLimits.NestedCallsManual);
        try
        {
            return PollRounds(me, limit, waitNs, lane);
        }
        finally
        {
            NoteRoom(--_manualDepth < IkcLimits.NestedCallsManual);
            if (inside)
                _role.Enter(me.Ticket);
        }
    }

    private int PollRounds(ThreadScope me, int limit, long waitNs, Lane? lane)
    {
        int total = 0;
        _roundsSinceClock = SpinBudget.RoundsPerClock; // a poll looks at the fabric at once
        _nextFabricLook = 0;
        do
        {
            int work = Round(me);
            total += work;
            if (work == 0)
                break;
        }
        while (total < limit);
        if (total > 0 || waitNs == 0 || !TryArmHot() || (lane is not null && !lane.TryArmForPump()))
            return total;
        Sleep(waitNs);
        return Math.Max(0, Round(me));
    }

    /// <summary>One look at every hot channel, now and then one at the fabric.</summary>
    /// <returns>Work done, or -1 when the role was lost in a visit.</returns>
    private int Round(ThreadScope me)
    {
        _rounds++;
        _talkersBefore = _talkers;
        _talkers = 0;
        int work = 0;
        for (int i = _hot.Count - 1; i >= 0; i--)
        {
            if (i >= _hot.Count)
                continue; // a nested Poll has shortened the list
            ChannelEnd channel = _hot[i];
            if (Volatile.Read(ref channel.IsBusy)) // before the head is: pairs with the release in Visit
                continue;
            if (!channel.HasNews)
            {
                channel.QuietRounds++;
                continue;
            }

            channel.QuietRounds = 0;
            _talkers++;
            int done = Visit(channel, me);
            if (done < 0)
                return -1;
            work += done;
        }

        if (++_roundsSinceClock >= SpinBudget.RoundsPerClock && IsFabricsTurn())
        {
            work += TakeEvents(0);
            if (work == 0 && _hot.Count > QuietChannelsKept)
                CoolQuiet();
        }

        if (!_hub.HasActions)
            return work;
        int actions = RunActions(me.Ticket);
        return actions < 0 ? -1 : work + actions;
    }

    private bool IsFabricsTurn()
    {
        _roundsSinceClock = 0;
        long now = Stopwatch.GetTimestamp();
        if (now < _nextFabricLook)
            return false;
        _nextFabricLook = now + s_ticksPerFabricLook;
        return true;
    }

    private int Visit(ChannelEnd channel, ThreadScope me)
    {
        long ticket = me.Ticket;
        channel.IsBusy = true;
        _role.Enter(ticket);
        int done = channel.Visit(me, RecordsPerVisit);
        bool kept = _role.TryLeave(ticket);
        if (!channel.ClearsBusyItself)
        {
            Volatile.Write(ref channel.IsBusy, false);
            if (!kept || !channel.IsOpen)
                _hub.Hand(channel); // whoever had the role meanwhile skipped it, or did not retire it, while it was busy
        }

        if (!kept)
            return -1;
        if (!channel.IsHot)
            Heat(channel); // a nested Poll has left it out while it was busy
        return done;
    }

    private int RunActions(long ticket)
    {
        int count = 0;
        while (_hub.TryTakeAction(out Action? action))
        {
            _role.Enter(ticket);
            action();
            if (!_role.TryLeave(ticket))
                return -1;
            count++;
        }

        return count;
    }

    // ---- hot and armed ------------------------------------------------------------------------------------------------------------------

    /// <summary>Polls the channel from now on.</summary>
    public void Heat(ChannelEnd channel)
    {
        channel.QuietRounds = 0;
        if (channel.IsHot)
            return;
        channel.IsHot = true;
        _hot.Add(channel);
    }

    public void Forget(ChannelEnd channel)
    {
        if (!channel.IsHot)
            return;
        channel.IsHot = false;
        _hot.Remove(channel);
    }

    /// <summary>Arms every polled channel. False when one of them has news; it stays polled, and so do the busy ones' words.</summary>
    private bool TryArmHot()
    {
        foreach (ChannelEnd channel in _hot)
        {
            if (!Volatile.Read(ref channel.IsBusy))
                channel.Arm(channel.Link.PumpBell);
        }

        Interlocked.MemoryBarrier(); // fence DataReader
        bool news = false;
        for (int i = _hot.Count - 1; i >= 0; i--)
        {
            ChannelEnd channel = _hot[i];
            if (!Volatile.Read(ref channel.IsBusy) && channel.HasNews)
            {
                news = true;
                continue;
            }

            channel.IsHot = false;
            _hot.RemoveAt(i);
        }

        return !news;
    }

    /// <summary>While others are busy, arms those that have long been quiet, so that they are not looked at any more.</summary>
    private void CoolQuiet()
    {
        for (int i = _hot.Count - 1; i >= 0 && _hot.Count > QuietChannelsKept; i--)
        {
            ChannelEnd channel = _hot[i];
            if (channel.QuietRounds < QuietRoundsMax || Volatile.Read(ref channel.IsBusy))
                continue;
            channel.Arm(channel.Link.PumpBell);
            Interlocked.MemoryBarrier(); // fence DataReader
            if (channel.HasNews)
                continue;
            channel.IsHot = false;
            _hot.RemoveAt(i);
        }
    }

    // ---- the fabric -----------------------------------------------------------------------------------------------------------------------

    private void Sleep(long waitNs)
    {
        _sleeping = true;
        Interlocked.MemoryBarrier(); // pairs with Hub.WakePump: errands left before it are seen now, later ones interrupt the sleep
        TakeEvents(_hub.HasErrands ? 0 : _hub.NextDeadlineNs(waitNs));
        _sleeping = false;
        Interlocked.MemoryBarrier(); // pairs with PumpThreads.WatchLoop: the watchdog sees the pump awake, or is set going
        _threads?.Watch();
    }

    /// <summary>
    /// Takes the fabric's news. It drains bell 0, so each Rang is followed by a read of the summary before the next sleep (rule 14).
    /// </summary>
    private int TakeEvents(long timeoutNs)
    {
        int count = _fabric.Wait(_events, timeoutNs);
        for (int i = 0; i < count; i++)
        {
            ref FabricEvent news = ref _events[i];
            if (news.Kind == FabricEventKind.Rang)
                HeatRung(news.Peer!);
            else
                _hub.Handle(news);
            news = default;
        }

        while (_hub.TryTakeHanded(out ChannelEnd? channel))
        {
            if (!channel.IsOpen)
                _hub.Retire(channel);
            else
                Heat(channel);
        }

        _hub.ExpireDeadlines();
        return count;
    }

    private void HeatRung(Peer peer)
    {
        if (peer.State is not Link link)
            return;
        link.CollectRung(_rung);
        foreach (ChannelEnd channel in _rung)
        {
            channel.OnRung();
            if (channel is not Lane) // which its caller reads alone; in Manual mode that is the poller, whose sleep has ended now
                Heat(channel);
        }

        _rung.Clear(); // or an idle node would keep a channel that has gone, and the service behind it
    }

    // ---- handing over -----------------------------------------------------------------------------------------------------------------------

    /// <summary>Before a synchronous call is begun: fails what would wait inside a service method with nobody left to go on for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ThrowIfTooDeep()
    {
        if (Volatile.Read(ref _isFull))
            ThrowIfTooDeepSlow();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowIfTooDeepSlow()
    {
        if (IsHeldByThisThread)
            AwaitRoom(CallFate.NotSent);
    }

    /// <summary>Waits for a thread that does not wait any more to come back, so that this one may.</summary>
    private void AwaitRoom(CallFate fate)
    {
        if (_threads is null)
            throw TooDeep(fate);
        long now = Stopwatch.GetTimestamp();
        long end = now + s_comingBackTicks;
        long standstillEnd = now + s_standstillTicks;
        long wakes = -1;
        do
        {
            if (_threads.IsAnyAwake(ref wakes))
                standstillEnd = now + s_standstillTicks;
            if (now >= standstillEnd || now >= end)
                throw TooDeep(fate);
            TakeNews(NewsSliceNs);
            now = Stopwatch.GetTimestamp();
        }
        while (IsHeldByThisThread && !_threads.HasRoom); // the watchdog may have given the role away meanwhile
    }

    /// <summary>
    /// Inside a visit, where nobody is left to have the role: takes the fabric's news, for which all the others may wait. Calls must wait,
    /// for user code on top of this thread's would have no limit.
    /// </summary>
    private void TakeNews(long waitNs)
    {
        long ticket = ThreadScope.Mine.Ticket;
        if (_hub.IsClosing)
            Thread.Sleep(1);
        else if (_role.TryLeave(ticket)) // or the watchdog could give the role to another thread in the middle of it
        {
            TakeEvents(waitNs);
            _role.Enter(ticket);
        }
    }

    /// <summary>A thread that has held this pump's role begins to wait inside a service method.</summary>
    public void BeginWait() => _threads?.BeginWait();

    /// <summary>It goes on.</summary>
    public void EndWait() => _threads?.EndWait();

    /// <summary>Whether one more may wait, as whoever counts them has just found.</summary>
    public void NoteRoom(bool hasRoom) => Volatile.Write(ref _isFull, !hasRoom);

    private IkcException TooDeep(CallFate fate) => new(
        IkcStatus.LimitReached,
        $"At most {(_manual ? IkcLimits.NestedCallsManual : IkcLimits.NestedCalls)} synchronous calls may wait inside service methods of one node.",
        fate);

    /// <summary>
    /// To be called before a thread sleeps outside the pump's own sleep. If it has the role, another thread gets it (Own mode).
    /// </summary>
    public void HandOver()
    {
        while (!TryHandOver())
            AwaitRoom(CallFate.MaybeExecuted);
    }

    /// <summary>As HandOver; false when there is no thread left to give it to.</summary>
    public bool TryHandOver()
    {
        if (_threads is null || !IsHeldByThisThread)
            return true;
        if (!_threads.HasRoom)
            return false;
        Replace(ThreadScope.Mine.Ticket);
        return true;
    }

    /// <summary>Before a thread waits for something that this pump brings: another thread gets the role, or this one takes the news itself.</summary>
    /// <returns>Whether the caller is still to wait; else it has, for at most so long.</returns>
    public bool HandOverOrTakeNews(long waitNs)
    {
        if (TryHandOver())
            return true;
        TakeNews(Math.Min(waitNs, NewsSliceNs));
        return false;
    }

    private void Replace(long ticket)
    {
        long next = _role.TryTakeOver(ticket);
        if (next != 0)
            _threads!.StartHolder(next);
    }

    /// <summary>
    /// Called by the watchdog at intervals: replaces a holder that is inside one visit for a whole interval, when there is a thread for it.
    /// </summary>
    /// <returns>False when the pump sleeps and needs no watching.</returns>
    public bool ReplaceIfStuck(ref long roundsSeen, ref long ticketSeen)
    {
        if (_sleeping)
            return false;
        long rounds = Volatile.Read(ref _rounds);
        bool stuck = _role.IsInside(out long ticket) && rounds == roundsSeen && ticket == ticketSeen;
        roundsSeen = rounds;
        ticketSeen = ticket;
        if (stuck && _threads!.HasRoom)
            Replace(ticket);
        return true;
    }

    /// <summary>What the polling thread was before: perhaps inside a service method of another node.</summary>
    private readonly record struct RoleBefore(Pump? Pump, long Ticket);
}
