// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Fabrics;

namespace Ikc.Channels.Callbacks;

/// <summary>
/// A service's connection to a callback that it was lent: over the link of its lender, dialled by the first call. Until then it costs no
/// channel. Thread-safe.
/// </summary>
/// <remarks>
/// Until it is open no method has an ordinal, so that a call comes here without a look of its own. Whoever finds the answer takes the next
/// step, be it another thread, or the same one in a call that it polled while it waited: nobody waits for somebody else's step.
/// </remarks>
internal sealed class CallbackConnection : ClientConnection
{
    private readonly ReceivedCallbacks _owner;
    private readonly Dialer _dialer;
    private readonly Lock _lock = new();
    private object? _proxy;
    private PendingOpen? _opening;
    private ushort[]? _agreed; // known to calls only when the stream channel is open, too
    private bool _isOpened;
    private volatile IkcStatus _closed;

    public CallbackConnection(ReceivedCallbacks owner, Dialer dialer, Link link, ulong id, IkcContractDefinition contract)
        : base(owner.Hub, link, new ConnectTarget(contract.Id, contract, IkcWaitPolicy.Adaptive, 0), NoOrdinals(contract), dialer)
    {
        _owner = owner;
        _dialer = dialer;
        Id = id;
    }

    /// <summary>What the lender calls it.</summary>
    public ulong Id { get; }

    /// <summary>Key of the connection over which it was lent.</summary>
    public ulong LenderKey => _owner.Key;

    /// <summary>The service's proxy; null until the first is made.</summary>
    public object? Proxy => Volatile.Read(ref _proxy);

    public override IkcStatus CloseStatus => _closed is var closed && closed != IkcStatus.Ok || Zero is null ? closed : Zero.CloseStatus;

    public override bool IsOpen => CloseStatus == IkcStatus.Ok;

    /// <summary>Keeps the first proxy that was made.</summary>
    public object Keep(object proxy) => Interlocked.CompareExchange(ref _proxy, proxy, null) ?? proxy;

    /// <summary>Dials, to know; false for a callback that has gone before it was dialled.</summary>
    public override bool Supports(int method)
    {
        try
        {
            var clock = default(WaitClock);
            Open(ref clock);
        }
        catch (IkcException)
        {
            // Gone: what was agreed before still says what there was.
        }

        return base.Supports(method);
    }

    public override void Close(IkcStatus reason)
    {
        PendingOpen? opening;
        lock (_lock)
        {
            if (_closed != IkcStatus.Ok)
                return;
            _closed = reason;
            opening = _opening;
            _opening = null;
        }

        if (opening is not null)
            _dialer.CloseWhenOpened(this, opening);
        if (Zero is { } zero)
            zero.Close(reason);
        else
            OnClosed(reason);
    }

    public override void OnClosed(IkcStatus reason)
    {
        base.OnClosed(reason);
        _owner.Release(this);
    }

    protected override ushort OrdinalSlow(int method, ref WaitClock clock)
    {
        Open(ref clock);
        return OrdinalOf(method);
    }

    // ---- dialling ---------------------------------------------------------------------------------------------------------------------------

    private void Open(ref WaitClock clock)
    {
        while (true)
        {
            PendingOpen opening;
            lock (_lock)
            {
                if (_closed != IkcStatus.Ok)
                    throw Failure(_closed, CallFate.NotSent);
                if (_isOpened)
                    return;
                opening = _opening ??= _dialer.OfferCallback(this);
            }

            Hub.Await(opening.Answer, ref clock);
            if (TakeAnswer(opening) is var failure && failure != IkcStatus.Ok)
                Close(failure);
        }
    }

    /// <summary>Takes the next step, unless another thread has.</summary>
    /// <returns>Why there is none; Ok when all is well.</returns>
    private IkcStatus TakeAnswer(PendingOpen opening)
    {
        lock (_lock)
        {
            if (_opening != opening)
                return IkcStatus.Ok;
            _opening = null;
            try
            {
                PeerArea answer = opening.Answer.GetAwaiter().GetResult();
                if (_agreed is null)
                    _agreed = _dialer.OpenedCallback(this, opening, answer);
                else
                    _dialer.OpenedStreams(this, opening, answer);
            }
            catch (IkcException e)
            {
                Dialer.GiveUp(Link, opening);
                return e.Status is IkcStatus.NotFound or IkcStatus.Draining ? IkcStatus.Revoked : e.Status;
            }

            return TakeStep(_agreed);
        }
    }

    private IkcStatus TakeStep(ushort[] agreed)
    {
        if (Streams is null && NeedStreams(agreed))
        {
            try
            {
                _opening = _dialer.OfferStreams(this);
                return IkcStatus.Ok;
            }
            catch (IkcException e)
            {
                return e.Status;
            }
        }

        Agree(agreed);
        _isOpened = true;
        return IkcStatus.Ok;
    }

    private static ushort[] NoOrdinals(IkcContractDefinition contract)
    {
        var none = new ushort[contract.Methods.Count];
        Array.Fill(none, Handshake.Missing);
        return none;
    }
}
