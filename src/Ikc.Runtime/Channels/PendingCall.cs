// SPDX-License-Identifier: MIT
using Ikc.Channels.Callbacks;
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>
/// One asynchronous call between its sending and its caller's await. Whoever takes it out of its channel's table, or out of the queue,
/// completes it, once: the reply, the deadline, the cancellation or the end of the channel.
/// </summary>
internal abstract class PendingCall
{
    /// <summary>Stands in the table for a call whose caller has gone; the slot is in use until the late reply was read.</summary>
    public static readonly PendingCall Abandoned = new AbandonedCall();

    private CancellationTokenRegistration _cancellation;

    public ulong CallId;

    /// <summary>The service's ordinal.</summary>
    public ushort Method;

    public bool IsOneWay;

    /// <summary>Reads the faults that the method declares; null: none.</summary>
    public IkcFaultDecoder? Faults;

    /// <summary>Timestamp of the deadline; long.MaxValue: none.</summary>
    public long EndTimestamp = long.MaxValue;

    /// <summary>The encoded arguments, until they are in the ring or in the bulk slot.</summary>
    public EncodeBuffer? Request;

    /// <summary>The bulk slot with the arguments.</summary>
    public SlotLoan Loan;
    public bool HasLoan;
    public long LoanBytes;

    /// <summary>The callbacks among the arguments, until the call is sent.</summary>
    public Lending? Lending;

    /// <summary>Waiting in the channel's queue; under its gate.</summary>
    public bool IsQueued;

    protected ClientChannel? Channel { get; private set; }

    /// <summary>The caller's token.</summary>
    public CancellationToken Token { get; private set; }

    /// <summary>Bytes that the call holds while it is queued.</summary>
    public long QueuedBytes => HasLoan ? 0 : Request?.Length ?? 0;

    public void Begin(ClientChannel channel, ushort method, bool isOneWay, CancellationToken token)
    {
        Channel = channel;
        Method = method;
        IsOneWay = isOneWay;
        Token = token;
    }

    /// <summary>Listens to the caller's token from now on. After the call was sent, before its task is given out.</summary>
    public void ListenToToken()
    {
        if (Token.CanBeCanceled)
            _cancellation = Token.UnsafeRegister(static call => ((PendingCall)call!).Channel!.Cancel((PendingCall)call), this);
    }

    /// <summary>Decodes a reply that is still held. Never throws; never completes.</summary>
    public abstract void Take(ref ReplyHandle reply);

    /// <summary>Ends the call with what was taken: runs the caller's continuation.</summary>
    public abstract void Complete();

    /// <summary>Ends the call with a failure: runs the caller's continuation.</summary>
    public abstract void Fail(Exception failure);

    /// <summary>Forgets the call. False when the token's callback may still be running: then the object must not be used again.</summary>
    protected bool TryReset()
    {
        bool reusable = !Token.CanBeCanceled || _cancellation.Unregister();
        _cancellation = default;
        Token = default;
        Channel = reusable ? null : Channel;
        EndTimestamp = long.MaxValue;
        Faults = null;
        Loan = default;
        HasLoan = false;
        return reusable;
    }

    private sealed class AbandonedCall : PendingCall
    {
        public override void Take(ref ReplyHandle reply)
        {
        }

        public override void Complete()
        {
        }

        public override void Fail(Exception failure)
        {
        }
    }
}
