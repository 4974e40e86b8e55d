// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.Channels.Callbacks;
using Ikc.Channels.Streams;
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>A client's connection to one service: channel 0 for asynchronous calls, lanes for synchronous callers, and the agreed methods.</summary>
internal class ClientConnection
{
    private readonly Dialer _dialer;
    private ushort[] _ordinals;
    private LentCallbacks? _callbacks;

    public ClientConnection(Hub hub, Link link, ConnectTarget target, ushort[] ordinals, Dialer dialer)
    {
        Hub = hub;
        Link = link;
        Target = target;
        _ordinals = ordinals;
        _dialer = dialer;
        Lanes = new LanePool(this, hub.Options.LanesMax);
    }

    public Hub Hub { get; }

    public Link Link { get; }

    public ConnectTarget Target { get; }

    public IkcWaitPolicy WaitPolicy => Target.WaitPolicy;

    public LanePool Lanes { get; }

    public ClientChannel Zero { get; private set; } = null!;

    /// <summary>The stream channel; null when client and service have no method with streams in common.</summary>
    public ClientStreams? Streams { get; private set; }

    /// <summary>The stream channel, where a method with streams was agreed.</summary>
    public ClientStreams OpenStreams => Streams ?? throw Failure(IkcStatus.Closed, CallFate.NotSent);

    /// <summary>Whether a method with streams was agreed.</summary>
    public bool NeedsStreams => NeedStreams(_ordinals);

    /// <summary>What this client has lent its service.</summary>
    public LentCallbacks Callbacks =>
        Volatile.Read(ref _callbacks) ?? Interlocked.CompareExchange(ref _callbacks, new LentCallbacks(this), null) ?? _callbacks;

    public virtual bool IsOpen => Zero.IsOpen;

    /// <summary>Why the connection is closed; Ok while it is open.</summary>
    public virtual IkcStatus CloseStatus => Zero.CloseStatus;

    /// <summary>Ends when the connection has closed, from either side.</summary>
    public TaskCompletionSource Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Told once, before anybody else has the connection.</summary>
    public void Bind(ClientChannel zero) => Zero = zero;

    /// <summary>Told once, before anybody else has the connection.</summary>
    public void Bind(ClientStreams streams)
    {
        Streams = streams;
        if (!Zero.IsOpen)
            streams.Close(Zero.CloseStatus);
    }

    /// <summary>The service's number of a method of the client's contract.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort Ordinal(int method, ref WaitClock clock) =>
        TryGetOrdinal(method, out ushort ordinal) ? ordinal : OrdinalSlow(method, ref clock);

    /// <summary>The same without waiting; false where <see cref="Ordinal"/> would wait or fail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetOrdinal(int method, out ushort ordinal)
    {
        ordinal = Volatile.Read(ref _ordinals)[method]; // pairs with Agree: whoever has an ordinal sees channel 0
        return ordinal < Handshake.Incompatible;
    }

    /// <summary>Whether the service has the method, with the same shape.</summary>
    public virtual bool Supports(int method) => Volatile.Read(ref _ordinals)[method] < Handshake.Incompatible;

    /// <summary>A method without an ordinal.</summary>
    protected virtual ushort OrdinalSlow(int method, ref WaitClock clock) => throw NoMethod(method);

    /// <summary>Tells the ordinals of a connection that was made without.</summary>
    protected void Agree(ushort[] ordinals) => Volatile.Write(ref _ordinals, ordinals);

    protected bool NeedStreams(ushort[] ordinals)
    {
        for (int i = 0; i < ordinals.Length; i++)
        {
            if (ordinals[i] < Handshake.Incompatible && Target.Contract.Methods[i].Kind == IkcMethodKind.Stream)
                return true;
        }

        return false;
    }

    /// <summary>Time for a call, 0: without end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long TimeoutNs(IkcCallOptions options) =>
        options.Deadline is { } deadline ? ToNs(deadline) : Target.CallTimeoutNs;

    /// <summary>Opens one more lane, on the thread of the caller that needs it.</summary>
    public Lane OpenLane(ref WaitClock clock) => _dialer.OpenLane(this, ref clock);

    /// <summary>Closes channel 0 and with it all lanes.</summary>
    public virtual void Close(IkcStatus reason) => Zero.Close(reason);

    /// <summary>Looks now at what the service has given back of <see cref="Callbacks"/>.</summary>
    public void ReclaimCallbacks()
    {
        Span<uint> released = stackalloc uint[Limits.CallbacksMax];
        if (Volatile.Read(ref _callbacks) is { } callbacks && Zero.TryCopyReleasedCallbacks(released))
            callbacks.Reclaim(released);
    }

    /// <summary>Channel 0 has closed.</summary>
    public virtual void OnClosed(IkcStatus reason)
    {
        Volatile.Read(ref _callbacks)?.Close();
        foreach (Lane lane in Lanes.All())
            lane.Close(reason);
        Streams?.Close(reason);
        Closed.TrySetResult();
    }

    public void CloseIfClosed(Lane lane)
    {
        if (!Zero.IsOpen)
            lane.Close(Zero.CloseStatus);
    }

    public void ThrowIfClosed(CallFate fate)
    {
        if (!Zero.IsOpen)
            throw Failure(Zero.CloseStatus, fate);
    }

    /// <summary>What a call fails with when its channel has closed for this reason.</summary>
    public IkcException Failure(IkcStatus status, CallFate fate)
    {
        string message = status switch
        {
            IkcStatus.Revoked => $"The callback '{Target.ServiceName}' is not lent any more.",
            IkcStatus.Closed => $"The client of '{Target.ServiceName}' was closed.",
            IkcStatus.ProtocolViolation => $"'{Target.ServiceName}' or its client broke the protocol; the connection was closed.",
            _ => $"The node that serves '{Target.ServiceName}' died or closed the connection.",
        };
        return new IkcException(status, message, fate);
    }

    public static long ToNs(TimeSpan deadline)
    {
        if (deadline <= TimeSpan.Zero)
            return 1; // already over, which 0 would not say
        return deadline == TimeSpan.MaxValue ? 0 : (long)Math.Min(deadline.Ticks, long.MaxValue / 200) * 100;
    }

    /// <summary>An ordinal, or why there is none.</summary>
    protected ushort OrdinalOf(int method) => Supports(method) ? _ordinals[method] : throw NoMethod(method);

    private IkcException NoMethod(int method)
    {
        IkcMethodDefinition asked = Target.Contract.Methods[method];
        return _ordinals[method] == Handshake.Incompatible
            ? new IkcException(IkcStatus.IncompatibleContract, $"'{Target.ServiceName}' has {asked.Name} ({asked.Contract} #{asked.Id}) with another shape.")
            : new IkcException(IkcStatus.Unimplemented, $"'{Target.ServiceName}' has no {asked.Name} ({asked.Contract} #{asked.Id}).");
    }
}
