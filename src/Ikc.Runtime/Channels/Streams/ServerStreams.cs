// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels.Streams;

/// <summary>The stream channel of a connection, on the service's side.</summary>
internal sealed unsafe class ServerStreams : StreamChannel, IThreadPoolWorkItem
{
    private const int RecordsPerWorkItem = 256;

    private readonly IkcDispatcher _dispatcher;
    private readonly IkcMethodKind[] _kinds;
    private readonly OpenStreamCalls<ServerStreamCall> _calls;
    private readonly bool _onThreadPool;

    public ServerStreams(
        Hub hub, ServerConnection connection, OwnArea ownArea, in AreaHeader own, PeerArea peerArea, in AreaHeader peer)
        : base(hub, connection.Link, ownArea, own, peerArea, peer)
    {
        Connection = connection;
        _dispatcher = connection.Service.Dispatcher;
        _kinds = connection.Kinds;
        _calls = new OpenStreamCalls<ServerStreamCall>(peer.CallSlots);
        _onThreadPool = connection.Service.Limits.Concurrency == IkcConcurrency.PerChannel;
        Counters->Role = ChannelCounters.RoleService;
    }

    public ServerConnection Connection { get; }

    public IkcDispatcher Dispatcher => _dispatcher;

    public override bool ClearsBusyItself => _onThreadPool;

    public override int Visit(ThreadScope me, int recordsMax)
    {
        if (!_onThreadPool)
            return base.Visit(me, recordsMax);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return 1;
    }

    void IThreadPoolWorkItem.Execute()
    {
        base.Visit(ThreadScope.Mine, RecordsPerWorkItem);
        Volatile.Write(ref IsBusy, false);
        Hub.Hand(this);
    }

    // ---- records ------------------------------------------------------------------------------------------------------------------------------

    protected override bool TryHandle(ref StreamRecord record, out StreamSender? resumed)
    {
        resumed = null;
        if (record.Kind == RecordKind.Request)
            return TryDispatch(ref record);
        if (record.Kind is not (RecordKind.Items or RecordKind.Credit or RecordKind.End or RecordKind.Stop))
            return false;
        if (CallId.Slot(record.CallId) >= _calls.SlotsMax)
            return false;
        if (_calls.Find(record.CallId) is not { } call)
            return true; // late: the caller had not read the reply yet
        switch (record.Kind)
        {
            case RecordKind.Items:
                return call.Input(record.Index) is { } input && TryAdd(input, ref record, out resumed);
            case RecordKind.End:
                return call.Input(record.Index) is { } ended && TryEnd(ended, record, out resumed);
            case RecordKind.Credit:
                return call.Output(record.Index) is { } credited && TryCredit(credited, record, out resumed);
            default:
                call.Cancel(out resumed);
                return record.Index == 0;
        }
    }

    private static bool TryEnd(StreamInput input, in StreamRecord record, out StreamSender? resumed)
    {
        bool sound = input.TryEnd(record.PayloadBytes == 0 ? null : ReplyFailure.Decode(record.Bytes), out bool resumes);
        resumed = resumes ? input : null;
        return sound;
    }

    private bool TryDispatch(ref StreamRecord record)
    {
        bool known = record.Index < _kinds.Length && _kinds[record.Index] == IkcMethodKind.Stream;
        if (!known || CallId.Slot(record.CallId) >= _calls.SlotsMax)
            return false;
        var call = new ServerStreamCall(this, record.CallId, record.Index, record.DeadlineNs);
        RingResult entered = TryEnter(call);
        if (entered != RingResult.Ok)
            return entered == RingResult.Empty;
        var dispatched = new IkcServerStream(call, this, ref record);
        ThreadScope me = ThreadScope.Mine;
        ServerConnection? before = me.DispatchingStream;
        ServerChannel? outer = me.Dispatching;
        me.DispatchingStream = Connection;
        me.Dispatching = null; // a call around this one, on a thread that polls while it waits
        try
        {
            _dispatcher.DispatchStream(ref dispatched);
            return true;
        }
        catch (IkcException e) when (e.Status == IkcStatus.ProtocolViolation && !record.IsPassed)
        {
            return false; // arguments that cannot be decoded
        }
        catch (Exception e)
        {
            call.Fail(e);
            return true;
        }
        finally
        {
            me.DispatchingStream = before;
            me.Dispatching = outer;
        }
    }

    /// <summary>
    /// Enters a call. Under the gate, for its caller may have read the last reply of this slot while the thread that wrote it has yet to
    /// clear the slot.
    /// </summary>
    /// <returns>Empty when the channel has closed, and nobody would ever end the call; a violation where the slot is taken.</returns>
    private RingResult TryEnter(ServerStreamCall call)
    {
        Gate.Enter();
        RingResult result = !IsOpen ? RingResult.Empty : _calls.TryEnter(call) ? RingResult.Ok : RingResult.Violation;
        Gate.Exit();
        return result;
    }

    /// <summary>The call's reply was written, so its caller may use its place again. Under the gate.</summary>
    public void Close(ServerStreamCall call) => _calls.TryRemove(call);

    /// <summary>Counts an exception. Late ones come after the channel is gone.</summary>
    public void CountFault()
    {
        Gate.Enter();
        if (IsOpen)
            Counters->Faults++;
        Gate.Exit();
    }

    protected override void OnPeerClosed(IkcStatus reason) => Close(IkcStatus.Closed);

    // ---- the end --------------------------------------------------------------------------------------------------------------------------------

    protected override void OnClosed()
    {
        Gate.Enter();
        ServerStreamCall[] calls = _calls.All();
        Gate.Exit();
        Connection.Remove(this, CloseStatus);
        IkcStatus status = CloseStatus == IkcStatus.ProtocolViolation ? IkcStatus.ProtocolViolation : IkcStatus.PeerDied;
        Hub.Defer(() =>
        {
            foreach (ServerStreamCall call in calls)
                call.Abandon(new IkcException(status, "The caller died or closed the connection.", CallFate.MaybeExecuted));
        });
    }

    public override void Retire()
    {
        Link.Discharge(OwnArea.SizeBytes);
        base.Retire();
    }
}
