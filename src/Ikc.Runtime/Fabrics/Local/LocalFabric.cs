// SPDX-License-Identifier: MIT
using System.Globalization;
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>
/// The fabric between processes of one kernel. It needs no installation, no right and no broker, and after a kill the next node that
/// looks removes what was left (PROTOCOL, rules 23 to 26).
/// </summary>
internal sealed unsafe class LocalFabric : Fabric
{
    private const ulong WatchKey = 2;
    private const ulong WakeKey = 3;

    private readonly LocalFabricOptions _options;
    private readonly DomainDirectory _domain;
    private readonly OwnNode _node;
    private readonly ServiceNames _names;
    private readonly DomainScan _scan;
    private readonly EpollSet _epoll = new();
    private readonly EventCounter _wake = new();
    private readonly DirectoryWatch? _watch;
    private readonly PumpWords? _words;
    private readonly DescriptorWatch? _descriptors;
    private readonly LinkTable _table;
    private readonly Doorman _doorman;
    private readonly Dialler _dialler;
    private readonly Publisher _publisher;
    private readonly LinkReader _reader;
    private readonly EpollSet.Ready[] _ready = new EpollSet.Ready[LocalLimits.ReadyPerRound];
    private readonly Lock _waitLock = new();
    private long _choresNs = MonotonicClock.Never;
    private long _rescanNs = MonotonicClock.Never;
    private ulong _fingerprint;
    private int _interrupted;
    private volatile bool _disposed;

    private LocalFabric(LocalFabricOptions options, DomainDirectory domain, int instance)
    {
        HashSet<uint> allowed = [DomainFiles.EffectiveUser, .. options.AllowedUids ?? []];
        _options = options;
        _domain = domain;
        _names = new ServiceNames(domain);
        _scan = new DomainScan(domain, _names, allowed);
        _watch = options.RescanOnly ? null : DirectoryWatch.TryStart(domain.Path);
        if (options.WaitsOnWords && Futex.CanWaitOnSeveral)
        {
            _words = new PumpWords();
            _descriptors = new DescriptorWatch(_epoll, _words.Signal);
        }

        _table = new LinkTable(_epoll, options, ChoresWithin);
        _node = OwnNode.Start(domain, instance);
        _doorman = new Doorman(_node, _table, _epoll, allowed, options, ChoresWithin);
        _dialler = new Dialler(domain, _scan, _node, _table, _doorman, allowed, options);
        _publisher = new Publisher(_node, _names, _scan, _dialler);
        _reader = new LinkReader(domain, _scan, _table, new MappingBudget(options.Mappings), _publisher);
    }

    public override NodeIdentity Self => _node.Identity;

    public override string Kind => "local";

    public override string? RuntimeDirectory => _domain.Path;

    /// <summary>True while the listener rests because no descriptor is left.</summary>
    public bool IsResting => _doorman.IsResting;

    /// <summary>
    /// Opens a node. PermissionDenied when the domain's directory is not the user's own, LimitReached or Unavailable when the kernel
    /// refuses what a node needs.
    /// </summary>
    public static LocalFabric Open(LocalFabricOptions options)
    {
        int instance = options.Instance ?? ClaimedInstance();
        DomainDirectory domain = DomainDirectory.Open(options.Domain);
        LocalFabric? fabric = null;
        try
        {
            fabric = new LocalFabric(options, domain, instance);
            fabric.Start();
            return fabric;
        }
        catch
        {
            fabric?.Dispose();
            domain.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<NodeRow> Nodes()
    {
        List<NodeRow> rows = _scan.ReadOthers(Self);
        rows.Add(_node.Row);
        return rows;
    }

    public override void Publish(ServiceRow service, bool takeOver, TimeSpan deadline)
    {
        ThrowIfDisposed();
        _publisher.Publish(service, takeOver, MonotonicClock.After(deadline));
    }

    public override void Withdraw(string serviceName) => _publisher.Withdraw(serviceName);

    public override Peer Connect(NodeIdentity node, TimeSpan deadline)
    {
        ThrowIfDisposed();
        return _dialler.Link(node, deadline);
    }

    public override OwnArea CreateArea(long sizeBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sizeBytes);

        // The kernel would fill an area of any size until the machine has no memory left.
        if (sizeBytes > _options.AreaBytesMax)
            throw new IkcException(IkcStatus.TooLarge, $"An area may have at most {_options.AreaBytesMax} bytes.");
        if (sizeBytes > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            throw new IkcException(IkcStatus.LimitReached, $"This machine has no memory for an area of {sizeBytes} bytes.");
        SharedMapping mapping = SealedMemory.Create(SealedMemory.WholePages(sizeBytes), out FileDescriptor descriptor);
        return new LocalOwnArea(mapping, descriptor);
    }

    public override void Offer(OwnArea area, Peer peer, ulong tag)
    {
        FileDescriptor descriptor = ((LocalOwnArea)area).TakeDescriptor()
            ?? throw new InvalidOperationException("An area has an audience of one, and this one has it already.");
        ((LocalPeer)peer).Send(LinkWire.Offer(tag, area.SizeBytes), descriptor);
    }

    public override LaneBell CreateBell(Peer peer) =>
        _words is null ? ((LocalPeer)peer).CreateBell() : ((LocalPeer)peer).CreateWordBell();

    public override bool HasBellWords => true;

    public override bool TryWatch(Peer peer, uint* word) => _words is not null && _words.TryAdd(peer, word);

    public override void Unwatch(Peer peer) => _words?.Remove(peer);

    public override void Ring(Peer peer, int bell)
    {
        var link = (LocalPeer)peer;
        if (bell != 0)
            link.Bells.Ring(bell);
        else if (!link.IsDead)
            _ = LocalSocket.SendByte(link.Socket); // without room the peer has something to read, which counts as a ring
    }

    public override void Disconnect(Peer peer) => ((LocalPeer)peer).End(sayGoodbye: true);

    public override void Interrupt()
    {
        Volatile.Write(ref _interrupted, 1); // before the signal, which the pump takes before it reads this
        WakePump();
    }

    public override int Wait(Span<FabricEvent> events, long timeoutNs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(events.Length, EventSink.RoomForMessage, nameof(events));
        lock (_waitLock)
        {
            var sink = new EventSink(events);
            long endNs = timeoutNs == 0 ? 0 : MonotonicClock.After(timeoutNs);
            while (!_disposed)
            {
                _words?.TakeSignal();
                if (Volatile.Read(ref _choresNs) != MonotonicClock.Never)
                    DoChores(ref sink);
                bool only = timeoutNs == 0 || sink.Count > 0;
                Look(ref sink, only ? 0 : MonotonicClock.Remaining(Math.Min(endNs, Volatile.Read(ref _choresNs))));
                if (only || sink.Count > 0 || MonotonicClock.Remaining(endNs) == 0)
                    break;
            }

            return sink.Count;
        }
    }

    public override void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Interrupt();
        _descriptors?.Stop();
        lock (_waitLock)
        {
            foreach (LocalPeer link in _table.Snapshot())
            {
                link.End(sayGoodbye: true);
                _table.Remove(link);
                link.Close();
            }

            _node.Dispose();
            _names.Dispose();
            _watch?.Dispose();
            _wake.Dispose();
            _epoll.Dispose();
            _domain.Dispose();
        }
    }

    private void Start()
    {
        bool waits = _epoll.TryAdd(_node.Listener, Doorman.Key) && _epoll.TryAdd(_wake.Descriptor, WakeKey)
            && (_watch is null || _epoll.TryAdd(_watch.Descriptor, WatchKey));
        if (!waits)
            throw new IkcException(IkcStatus.LimitReached, "The kernel's limit of descriptors to wait for is reached.");
        _descriptors?.Start();
        _scan.Sweep(Self);
        if (_watch is not null)
            return;
        _fingerprint = _scan.Fingerprint();
        _rescanNs = MonotonicClock.After(_options.RescanInterval);
        ChoresWithin(_options.RescanInterval);
    }

    /// <summary>One look at everything that can have news.</summary>
    private void Look(ref EventSink events, long timeoutNs)
    {
        if (_words is null)
            LookAtDescriptors(ref events, timeoutNs);
        else
            LookAtWords(_words, _descriptors!, ref events, timeoutNs);
    }

    private void LookAtWords(PumpWords words, DescriptorWatch descriptors, ref EventSink events, long timeoutNs)
    {
        bool all = timeoutNs == 0;
        if (!all && !descriptors.HasNews && Volatile.Read(ref _interrupted) == 0)
            words.Sleep(timeoutNs);
        words.Collect(ref events);
        if (all || descriptors.HasNews)
        {
            LookAtDescriptors(ref events, 0);
            descriptors.Resume();
        }

        TakeInterrupt(ref events);
    }

    private void LookAtDescriptors(ref EventSink events, long timeoutNs)
    {
        int count = _epoll.Wait(_ready.AsSpan(0, Math.Min(_ready.Length, events.Room)), timeoutNs);
        for (int i = 0; i < count && events.Room >= EventSink.RoomForMessage; i++)
        {
            ref EpollSet.Ready ready = ref _ready[i];
            if (ready.Key > WakeKey)
                LookAtLink(ready, ref events);
            else if (ready.Key == Doorman.Key)
                _doorman.AcceptSome();
            else if (ready.Key == WakeKey)
                TakeWake(ref events);
            else if (_watch!.TryDrain(NodeFileNames.RowEndingUtf8))
                events.Add(new FabricEvent { Kind = FabricEventKind.Changed });
        }
    }

    private void LookAtLink(in EpollSet.Ready ready, ref EventSink events)
    {
        if (_table.Find(ready.Key) is not { } link)
            return;
        if (ready.Writable)
            link.Flush();
        if (ready.Readable)
            _reader.Read(link, ref events);
    }

    private void TakeWake(ref EventSink events)
    {
        _wake.DrainReadable();
        TakeInterrupt(ref events);
    }

    private void TakeInterrupt(ref EventSink events)
    {
        if (Volatile.Read(ref _interrupted) == 0 || events.Room == 0)
            return;
        if (Interlocked.Exchange(ref _interrupted, 0) != 0)
            events.Add(new FabricEvent { Kind = FabricEventKind.Interrupted });
    }

    private void WakePump()
    {
        if (_words is null)
            _wake.Signal();
        else
            _words.Signal();
    }

    // ---- what has to be done at a time ------------------------------------------------------------------------------------------------

    /// <summary>Has the pump do its chores after so long, or earlier.</summary>
    private void ChoresWithin(TimeSpan time)
    {
        long atNs = MonotonicClock.After(time);
        long seen = Volatile.Read(ref _choresNs);
        while (atNs < seen)
        {
            long found = Interlocked.CompareExchange(ref _choresNs, atNs, seen);
            if (found == seen)
            {
                WakePump(); // a sleep that has begun is too long
                return;
            }

            seen = found;
        }
    }

    private void DoChores(ref EventSink events)
    {
        long now = MonotonicClock.NowNs;
        if (Volatile.Read(ref _choresNs) > now)
            return;
        Interlocked.Exchange(ref _choresNs, MonotonicClock.Never); // before the chores, which may ask for others
        if (_rescanNs <= now)
        {
            ulong fingerprint = _scan.Fingerprint();
            if (fingerprint != _fingerprint)
                events.Add(new FabricEvent { Kind = FabricEventKind.Changed });
            _fingerprint = fingerprint;
            _rescanNs = MonotonicClock.After(_options.RescanInterval);
        }

        long next = Math.Min(_rescanNs, Math.Min(_doorman.DoChores(now), _table.DoChores(now)));
        if (next != MonotonicClock.Never)
            ChoresWithin(TimeSpan.FromTicks(Math.Max(0, next - now) / 100 + 1));
    }

    private static int ClaimedInstance()
    {
        string? text = Environment.GetEnvironmentVariable("IKC_INSTANCE");
        if (string.IsNullOrEmpty(text))
            return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int instance)
            ? instance
            : throw new IkcException(IkcStatus.Unavailable, $"IKC_INSTANCE is {text}, which is no instance's number.");
    }

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw new IkcException(IkcStatus.Closed, "The node was closed.");
    }
}
