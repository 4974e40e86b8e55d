// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Channels.Callbacks;

/// <summary>
/// What a service was lent over one connection: one proxy for each callback, however often it is passed. Whoever closes a proxy gives back all
/// that was received of it. Thread-safe.
/// </summary>
internal sealed class ReceivedCallbacks(Hub hub, ServerConnection lender)
{
    private readonly Lock _lock = new();
    private readonly Dialer _dialer = new(hub);
    private readonly List<CallbackConnection?> _bySlot = [];
    private readonly List<uint> _received = [];
    private bool _closed;

    public Hub Hub => hub;

    /// <summary>Key of the connection over which the callbacks were lent.</summary>
    public ulong Key => lender.Key;

    /// <summary>Proxies that are open.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _bySlot.Count(one => one is not null);
        }
    }

    /// <summary>Takes the id of a callback out of a request's arguments.</summary>
    /// <exception cref="IkcException">ProtocolViolation: an id that cannot be.</exception>
    public CallbackConnection Receive(ulong id, IkcContractDefinition contract)
    {
        uint slot = CallId.Slot(id);
        if (slot >= Limits.CallbacksMax || id == slot)
            throw IkcMessage.Malformed("callback");
        bool late;
        CallbackConnection? callback;
        lock (_lock)
        {
            callback = Find((int)slot);
            if (callback is not null && (callback.Id != id || callback.Target.Contract != contract))
                throw IkcMessage.Malformed("callback"); // a slot is used again only when all of it was given back
            _bySlot[(int)slot] = callback ??= new CallbackConnection(this, _dialer, lender.Link, id, contract);
            _received[(int)slot]++;
            late = _closed;
        }

        if (late)
            callback.Close(IkcStatus.PeerDied);
        return callback;
    }

    private CallbackConnection? Find(int slot)
    {
        while (_bySlot.Count <= slot)
        {
            _bySlot.Add(null);
            _received.Add(0);
        }

        return _bySlot[slot] is { IsOpen: true } open ? open : null;
    }

    /// <summary>The proxy has closed.</summary>
    public void Release(CallbackConnection closed)
    {
        int slot = (int)CallId.Slot(closed.Id);
        lock (_lock)
        {
            if (_bySlot[slot] != closed)
                return; // passed again meanwhile: its successor gives back both
            _bySlot[slot] = null;
            lender.ReleaseCallback(slot, _received[slot]);
        }
    }

    /// <summary>The lender's connection has closed, or its node has died.</summary>
    public void Close(IkcStatus reason)
    {
        CallbackConnection?[] all;
        lock (_lock)
        {
            _closed = true;
            all = [.. _bySlot];
        }

        foreach (CallbackConnection? one in all)
            one?.Close(reason);
    }
}
