// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>
/// One side of a channel: the ring it writes, the ring it reads, and the words by which both sides sleep and wake. It decides when a
/// bell is rung; it knows nothing of what the records mean.
/// </summary>
/// <remarks>
/// Writing is under the producer role, reading under the reader role; both are the derived class's business. Waking the other side is
/// safe from any thread.
/// </remarks>
internal abstract unsafe class ChannelEnd
{
    private readonly ControlWords* _mine;
    private readonly ControlWords* _theirs;
    private readonly uint _peerSummaryIndex;
    private readonly int _peerWriterBell;
    private readonly OwnArea _ownArea;
    private readonly PeerArea _peerArea;
    private ulong _parkedGeneration;
    private ulong _rungGeneration;
    private ulong _wantedRung;
    private ulong _slotWantedRung;
    private ulong _slotWantedGeneration;
    private ulong _controlSeen;
    private int _closeReason;
    private bool _isClosedFully;
    private int _retired;
    private readonly Lock _memoryLock = new(); // held by those who may come when the channel is gone, and when its memory goes
    private bool _memoryGone;

    protected ChannelEnd(Hub hub, Link link, OwnArea ownArea, in AreaHeader own, PeerArea peerArea, in AreaHeader peer)
    {
        Hub = hub;
        Link = link;
        Key = own.ChannelKey;
        _ownArea = ownArea;
        _peerArea = peerArea;
        _mine = (ControlWords*)(ownArea.Base + AreaLayout.ControlOffset);
        _theirs = (ControlWords*)(peerArea.Base + AreaLayout.ControlOffset);
        Writer = new RingWriter(ownArea.Base + own.RingOffset, (uint)own.RingBytes, &_theirs->Head);
        Reader = new RingReader(peerArea.Base + peer.RingOffset, (uint)peer.RingBytes, &_mine->Head);
        _peerSummaryIndex = peer.SummaryIndex;
        _peerWriterBell = (int)peer.Bell;
        SummaryIndex = own.SummaryIndex;
        Counters = hub.Statistics.Allocate();
        OutSlots = new SlotPool(this);
        InSlots = new SlotTable();
    }

    public Hub Hub { get; }

    public Link Link { get; }

    public ulong Key { get; }

    /// <summary>What the peer bumps in its summary for this channel.</summary>
    public uint SummaryIndex { get; }

    /// <summary>Bulk slots that this side writes.</summary>
    public SlotPool OutSlots { get; }

    /// <summary>Bulk slots that the peer writes.</summary>
    public SlotTable InSlots { get; }

    public ChannelCounters* Counters { get; }

    /// <summary>A copy of the counters; false when the channel is gone.</summary>
    public bool TryCopyCounters(out ChannelCounters copy)
    {
        lock (_memoryLock)
        {
            copy = _memoryGone ? default : *Counters;
            return IsOpen && !_memoryGone;
        }
    }

    /// <summary>Being visited by a pump thread, perhaps one that has lost the role inside user code.</summary>
    public bool IsBusy;

    /// <summary>In the pump's list of polled channels; the pump's own.</summary>
    public bool IsHot;

    /// <summary>Idle rounds since the last record; the pump's own.</summary>
    public long QuietRounds;

    /// <summary>The record at the head names a bulk slot whose area has not come yet; it is left until the offer comes.</summary>
    public bool AwaitsSlot;

    /// <summary>There is something else to do than to read, because the peer rang: requests wait for room.</summary>
    public bool WantsVisit;

    public bool IsOpen => Volatile.Read(ref _closeReason) == 0;

    /// <summary>The visit goes on elsewhere after Visit has returned; whoever ends it clears <see cref="IsBusy"/>.</summary>
    public virtual bool ClearsBusyItself => false;

    /// <summary>Closed, and no thread inside.</summary>
    public virtual bool MayRetire => Volatile.Read(ref _isClosedFully) && !Volatile.Read(ref IsBusy);

    /// <summary>Why the channel is closed; Ok while it is open.</summary>
    public IkcStatus CloseStatus => Volatile.Read(ref _closeReason) is var reason && reason == 0 ? IkcStatus.Ok : (IkcStatus)(reason - 1);

    /// <summary>The area that this side writes.</summary>
    public OwnArea OwnArea => _ownArea;

    protected RingWriter Writer;
    protected RingReader Reader;

    protected ControlWords* Mine => _mine;

    protected ControlWords* Theirs => _theirs;

    // ---- waking the peer's reader --------------------------------------------------------------------------------------------------

    /// <summary>
    /// After a commit or a control count, both full fences (<c>DataWriter</c>): rings if the reader sleeps and was not rung for this sleep.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WakeReader()
    {
        ulong parked = Volatile.Read(ref _theirs->Parked);
        if (ParkedWord.IsArmed(parked) && ParkedWord.Generation(parked) > _rungGeneration)
            WakeReaderSlow(parked);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeReaderSlow(ulong parked)
    {
        if (TryRaise(ref _rungGeneration, ParkedWord.Generation(parked)))
            RingPeer(ParkedWord.Bell(parked));
    }

    private void RingPeer(int bell)
    {
        Counters->DoorbellsRung++;
        if (bell is BellNumber.Pump or BellNumber.LinkWord)
            Link.RingPump(_peerSummaryIndex, byWord: bell == BellNumber.LinkWord);
        else if (bell == BellNumber.ChannelWord)
            Hub.Fabric.RingWord(&_mine->Rung);
        else
            Hub.Fabric.Ring(Link.Peer, bell);
    }

    // ---- sleeping as a reader -------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Says that this side will sleep as a reader. The caller has drained the bell, and puts the fence <c>DataReader</c> (a full fence)
    /// between this and <see cref="HasNews"/>.
    /// </summary>
    public void Arm(int bell)
    {
        _parkedGeneration = ParkedWord.NextArmed(_parkedGeneration);
        Volatile.Write(ref _mine->Parked, ParkedWord.Make(_parkedGeneration, bell));
    }

    /// <summary>Whether there is a record or a changed control word. Pairs with <c>DataWriter</c> (RingWriter.Commit, BumpControl).</summary>
    public bool HasNews =>
        (Reader.HasRecord && !Volatile.Read(ref AwaitsSlot))
        || HasControlNews
        || Volatile.Read(ref WantsVisit);

    /// <summary>Whether the peer's control words may have changed.</summary>
    protected bool HasControlNews => Volatile.Read(ref _theirs->ControlCount) != Volatile.Read(ref _controlSeen);

    /// <summary>Whether the peer's control words changed; copies the count before the words are looked at (rule 16).</summary>
    protected bool TakeControlChange()
    {
        ulong count = Volatile.Read(ref _theirs->ControlCount);
        if (count == _controlSeen)
            return false;
        _controlSeen = count;
        return true;
    }

    /// <summary>Publishes that control words of this side changed. The words were written before.</summary>
    protected void BumpControl()
    {
        Interlocked.Increment(ref _mine->ControlCount);
        Interlocked.MemoryBarrier(); // fence DataWriter: elsewhere than on x86 an increment does not order its store before a later load
        WakeReader();
    }

    // ---- space -----------------------------------------------------------------------------------------------------------------------

    /// <summary>Gives consumed records back, and wakes the writer if it waits for as much.</summary>
    protected void PublishHead()
    {
        Reader.PublishHeadFenced();
        ulong wanted = Volatile.Read(ref _theirs->Wanted);
        if (wanted != _wantedRung && (long)(Reader.Head - wanted) >= 0)
        {
            _wantedRung = wanted;
            RingPeer(_peerWriterBell);
        }
    }

    /// <summary>
    /// Says how far the reader must come for this payload to fit; after it the caller tries again before it sleeps. Ends with the fence
    /// <c>SpaceWriter</c>, which pairs with <c>SpaceReader</c>.
    /// </summary>
    protected void ArmForSpace(uint payloadBytes)
    {
        Volatile.Write(ref _mine->Wanted, Writer.WantedFor(payloadBytes));
        Interlocked.MemoryBarrier();
    }

    /// <summary>Says that this side will sleep until a bulk slot is freed. Ends with the fence <c>SlotWriter</c>, pairs with <c>SlotReader</c>.</summary>
    protected void ArmForSlot()
    {
        Volatile.Write(ref _mine->SlotWanted, ++_slotWantedGeneration);
        Interlocked.MemoryBarrier();
    }

    /// <summary>The last generation of a slot of ours that the peer has freed.</summary>
    public uint ReleasedByPeer(int slot) => Volatile.Read(ref _theirs->Released[slot]);

    /// <summary>Frees a bulk slot of the peer's. Any thread.</summary>
    public void ReleaseSlot(uint slot, uint generation)
    {
        Volatile.Write(ref _mine->Released[slot], generation);
        Interlocked.MemoryBarrier(); // fence SlotReader, pairs with ArmForSlot
        ulong wanted = Volatile.Read(ref _theirs->SlotWanted);
        if (wanted > Volatile.Read(ref _slotWantedRung) && TryRaise(ref _slotWantedRung, wanted))
            RingPeer(_peerWriterBell);
    }

    /// <summary>Frees the bulk slot of a record that is dropped or skipped (rule 11).</summary>
    protected void FreeSlotOf(in Record record)
    {
        if (!record.HasSlot || record.PayloadBytes != SlotDescriptor.SizeBytes)
            return;
        SlotDescriptor slot = *(SlotDescriptor*)record.Payload;
        if (slot.Slot < Limits.SlotsMax)
            ReleaseSlot(slot.Slot, slot.Generation);
    }

    /// <summary>As <see cref="ReleaseSlot"/>, for a lease, which may outlive the channel.</summary>
    public void TryReleaseSlot(uint slot, uint generation)
    {
        lock (_memoryLock)
        {
            if (!_memoryGone)
                ReleaseSlot(slot, generation);
        }
    }

    /// <summary>Says how many of a callback's passings were given back. Any thread; the channel may be gone.</summary>
    public void TryReleaseCallback(int slot, uint count)
    {
        lock (_memoryLock)
        {
            if (_memoryGone)
                return;
            Volatile.Write(ref _mine->ReleasedCallbacks[slot], count);
            BumpControl();
        }
    }

    /// <summary>
    /// Finds the bulk slot that a record names, without waiting: the pump serves other channels while an offer is under way.
    /// </summary>
    /// <returns>Empty: the record is to be left where it is; the channel is visited again when the offer comes.</returns>
    protected RingResult TryFindSlot(in SlotDescriptor descriptor, out PeerArea? area)
    {
        RingResult result = InSlots.TryFind(descriptor, out area);
        if (result != RingResult.Empty)
            return result;
        Volatile.Write(ref AwaitsSlot, true); // before the second look: the pump installs the slot first, then clears this
        result = InSlots.TryFind(descriptor, out area);
        if (result != RingResult.Empty)
            Volatile.Write(ref AwaitsSlot, false);
        return result;
    }

    /// <summary>Takes an offered bulk slot. The pump only.</summary>
    public bool TryInstallSlot(PeerArea area, in AreaHeader header)
    {
        if (!InSlots.TryInstall(area, header))
            return false;
        Volatile.Write(ref AwaitsSlot, false);
        return true;
    }

    // ---- the end ---------------------------------------------------------------------------------------------------------------------

    /// <summary>Closes this side and tells the peer why.</summary>
    /// <returns>True for the first caller.</returns>
    public bool Close(IkcStatus reason)
    {
        if (Interlocked.CompareExchange(ref _closeReason, 1 + (int)reason, 0) != 0)
            return false;
        Volatile.Write(ref _mine->Close, 1UL + (ulong)reason);
        BumpControl();
        OnClosed();
        Volatile.Write(ref _isClosedFully, true);
        Hub.Hand(this);
        return true;
    }

    /// <summary>The status with which the peer has closed, or Ok.</summary>
    protected IkcStatus PeerClose()
    {
        ulong word = Volatile.Read(ref _theirs->Close);
        return word == 0 ? IkcStatus.Ok : word - 1 <= (ulong)IkcStatus.Unavailable ? (IkcStatus)(word - 1) : IkcStatus.ProtocolViolation;
    }

    /// <summary>Called once, after the channel was closed, on the closing thread.</summary>
    protected abstract void OnClosed();

    /// <summary>The pump was rung for this channel, perhaps because there is room again.</summary>
    public virtual void OnRung()
    {
    }

    /// <summary>Ends the calls whose time has passed.</summary>
    /// <returns>The timestamp of the next one; long.MaxValue: none.</returns>
    public virtual long ExpireCalls(long now) => long.MaxValue;

    /// <summary>Reads what is there, at most so many records. Called by the pump under its role; may run user code.</summary>
    /// <returns>Records and changes handled.</returns>
    public abstract int Visit(ThreadScope me, int recordsMax);

    /// <summary>Frees what the channel has. Called once by the pump when nobody reads the channel any more.</summary>
    public abstract void Retire();

    /// <summary>True for the first caller.</summary>
    public bool TryBeginRetire() => Interlocked.Exchange(ref _retired, 1) == 0;

    /// <summary>Gives the areas up; they are unmapped when the last lease is gone. Called when no thread can be inside any more.</summary>
    protected void ReleaseAreas()
    {
        lock (_memoryLock)
            _memoryGone = true;
        OutSlots.Dispose();
        InSlots.Dispose();
        Hub.Statistics.Free(Counters);
        if (Volatile.Read(ref _mine->Head) != 0)
            _ownArea.NoteTaken(); // who writes to this side has what this side writes
        _ownArea.Dispose();
        _peerArea.Dispose();
    }

    private static bool TryRaise(ref ulong location, ulong value)
    {
        ulong seen = Volatile.Read(ref location);
        while (value > seen)
        {
            ulong before = Interlocked.CompareExchange(ref location, value, seen);
            if (before == seen)
                return true;
            seen = before;
        }

        return false;
    }
}
