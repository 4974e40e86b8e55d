// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>One link: a socket to one node, dialled by it or by this node, and what belongs to it.</summary>
internal sealed class LocalPeer : Peer
{
    private readonly Lock _lock = new();
    private readonly LinkTable _table;
    private readonly LocalFabricOptions _options;
    private readonly OutgoingQueue _outgoing;
    private readonly Action<SendOutcome> _wait;
    private readonly Dictionary<int, LocalLaneBell> _ownBells = [];
    private readonly HashSet<WordLaneBell> _ownWordBells = [];
    private int _lastBell;
    private NodeIdentity _identity;

    public LocalPeer(LinkTable table, LocalFabricOptions options, FileDescriptor socket, uint userId)
    {
        _table = table;
        _options = options;
        Socket = socket;
        UserId = userId;
        Bells = new PeerBells(options.BellsPerPeerMax);
        _outgoing = new OutgoingQueue(socket, options.QueuedVerbsMax);
        _wait = outcome => _table.WaitToSend(this, outcome);
    }

    public override NodeIdentity Identity => _identity;

    public override uint UserId { get; }

    public FileDescriptor Socket { get; }

    public PeerBells Bells { get; }

    /// <summary>What it has made this node map.</summary>
    public MappingBudget.Share Mapped { get; } = new();

    /// <summary>Names it in the epoll set.</summary>
    public ulong Key { get; set; }

    /// <summary>True once both have said hello. Written by whoever reads the link.</summary>
    public bool IsJoined { get; private set; }

    /// <summary>When a stranger's time is over.</summary>
    public long HelloEndNs { get; init; } = MonotonicClock.Never;

    /// <summary>The minor version of the peer's protocol.</summary>
    public ushort Minor { get; private set; }

    /// <summary>A reset hides what was sent before it; it is passed over once.</summary>
    public bool SawReset { get; set; }

    public bool SaidGoodbye { get; set; }

    public bool HasWaiting => _outgoing.HasWaiting;

    public void Join(NodeIdentity identity, ushort minor)
    {
        _identity = identity;
        Minor = minor;
        IsJoined = true;
    }

    /// <summary>Sends a verb, or lets it wait. PeerDied, or RingFull when too much waits.</summary>
    public void Send(byte[] message, FileDescriptor? passed)
    {
        SendOutcome outcome = _outgoing.Send(message, passed, _wait);
        if (outcome == SendOutcome.Full)
            throw new IkcException(IkcStatus.RingFull, $"{_options.QueuedVerbsMax} verbs already wait for the peer to read them.");
        if (outcome == SendOutcome.Broken)
            throw new IkcException(IkcStatus.PeerDied, "The link to the peer has ended.");
    }

    /// <summary>Sends what waits.</summary>
    public void Flush() => _outgoing.Flush(_wait);

    /// <summary>Makes a bell that the peer rings by a word of its own.</summary>
    public WordLaneBell CreateWordBell()
    {
        lock (_lock)
        {
            ThrowIfTooManyBells();
            var bell = new WordLaneBell(this);
            _ownWordBells.Add(bell);
            return bell;
        }
    }

    /// <summary>Makes a bell and passes its other end.</summary>
    public LocalLaneBell CreateBell()
    {
        LocalLaneBell bell;
        FileDescriptor theirs;
        lock (_lock)
        {
            ThrowIfTooManyBells();
            do
                _lastBell = _lastBell % _options.BellsPerPeerMax + 1;
            while (_ownBells.ContainsKey(_lastBell));
            LocalSocket.CreatePair(out FileDescriptor ours, out theirs);
            bell = new LocalLaneBell(_lastBell, this, ours);
            _ownBells.Add(bell.Number, bell);
        }

        try
        {
            Send(LinkWire.Bell(bell.Number), theirs);
            return bell;
        }
        catch
        {
            bell.Dispose();
            throw;
        }
    }

    public void ForgetBell(LocalLaneBell bell)
    {
        lock (_lock)
            _ownBells.Remove(bell.Number);
    }

    public void ForgetBell(WordLaneBell bell)
    {
        lock (_lock)
            _ownWordBells.Remove(bell);
    }

    /// <summary>Ends the link from any thread. The pump finds the end of the socket and tells it.</summary>
    public void End(bool sayGoodbye)
    {
        if (sayGoodbye && !IsDead)
            _ = LocalSocket.Send(Socket, LinkWire.Goodbye(), null); // a courtesy: without room for it, the end says enough
        MarkDead();
        LocalSocket.Shutdown(Socket);
    }

    /// <summary>Gives everything back. The link is out of the table.</summary>
    public void Close()
    {
        MarkDead();
        _outgoing.Close();
        Bells.Close();
        Socket.Dispose();
    }

    private void MarkDead()
    {
        TryMarkDead();
        lock (_lock)
        {
            foreach (LocalLaneBell bell in _ownBells.Values)
                bell.Signal();
            foreach (WordLaneBell bell in _ownWordBells)
                bell.Signal();
        }
    }

    private void ThrowIfTooManyBells()
    {
        if (_ownBells.Count + _ownWordBells.Count >= _options.BellsPerPeerMax)
            throw new IkcException(IkcStatus.LimitReached, $"One link may have at most {_options.BellsPerPeerMax} bells.");
    }
}
