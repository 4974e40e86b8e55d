// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Channels.Callbacks;

/// <summary>
/// What a client has lent its service: a bounded table of one connection. A slot counts how often its callback was sent, the service's node
/// says how many of these it has given back (PROTOCOL, rule 51); when the two agree, nobody has it and none is under way. Thread-safe.
/// </summary>
internal sealed class LentCallbacks(ClientConnection connection)
{
    private readonly Lock _lock = new();
    private readonly LentCallback?[] _bySlot = new LentCallback?[Limits.CallbacksMax];
    private readonly uint[] _sent = new uint[Limits.CallbacksMax];
    private ulong _generation;
    private bool _closed;

    /// <summary>Callbacks that are lent now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _bySlot.Count(lent => lent is not null);
        }
    }

    /// <summary>Lends an object for a call that is about to be sent. To be taken back if it is not.</summary>
    public LentCallback Lend<T>(IkcContractDefinition<T> contract, T target)
        where T : class
    {
        if (TryLend(contract, target, out LentCallback? lent))
            return lent;
        connection.ReclaimCallbacks(); // the pump may not have come to it yet
        if (TryLend(contract, target, out lent))
            return lent;
        throw new IkcException(
            IkcStatus.LimitReached, $"'{connection.Target.ServiceName}' has {Limits.CallbacksMax} callbacks of this client's already.");
    }

    /// <summary>The call was not sent.</summary>
    public void TakeBack(LentCallback lent)
    {
        lock (_lock)
            _sent[lent.Slot]--; // if that was all that kept it, the next look at what was given back frees it
    }

    /// <summary>The callback that the service's node dials; null for an id that nothing is lent under.</summary>
    public ServiceHost? Find(ulong id)
    {
        uint slot = CallId.Slot(id);
        lock (_lock)
            return slot < Limits.CallbacksMax && _bySlot[slot] is { } lent && lent.Id == id ? lent.Host : null;
    }

    /// <summary>Frees what the service's node has given back as often as it was sent.</summary>
    /// <param name="released">For each slot, how many it has given back so far.</param>
    public void Reclaim(ReadOnlySpan<uint> released)
    {
        List<LentCallback>? freed = null;
        lock (_lock)
        {
            for (int slot = 0; slot < released.Length; slot++)
            {
                if (_bySlot[slot] is not { } lent || released[slot] != _sent[slot])
                    continue;
                _bySlot[slot] = null;
                (freed ??= []).Add(lent);
            }
        }

        freed?.ForEach(static lent => lent.End());
    }

    /// <summary>The connection has closed: the service loses what it was lent.</summary>
    public void Close()
    {
        LentCallback?[] all;
        lock (_lock)
        {
            _closed = true;
            all = [.. _bySlot];
            Array.Clear(_bySlot);
        }

        foreach (LentCallback? lent in all)
            lent?.End();
    }

    private bool TryLend<T>(IkcContractDefinition<T> contract, T target, [NotNullWhen(true)] out LentCallback? lent)
        where T : class
    {
        lock (_lock)
        {
            if (_closed)
                throw connection.Failure(IkcStatus.Closed, CallFate.NotSent);
            int slot = SlotOf(target, contract);
            lent = null;
            if (slot < 0)
                return false;
            lent = _bySlot[slot] ??= new LentCallback(this, CallId.Make((uint)slot, ++_generation), target, Serve(contract, target));
            _sent[slot]++;
            return true;
        }
    }

    /// <summary>Where the object is lent already; else the first free slot; -1: there is none.</summary>
    private int SlotOf(object target, IkcContractDefinition contract)
    {
        for (int slot = 0; slot < _bySlot.Length; slot++)
        {
            if (_bySlot[slot] is { } lent && lent.Is(target, contract))
                return slot;
        }

        return Array.IndexOf(_bySlot, null);
    }

    private ServiceHost Serve<T>(IkcContractDefinition<T> contract, T target)
        where T : class
    {
        T intercepted = connection.Hub.Options.Interceptors.BeforeService(contract, target, contract.Id);
        var limits = new ServiceLimits(IkcConcurrency.Inline, LentCallback.ConnectionsMax, IncludeExceptionMessages: false);
        return new ServiceHost(contract.Id, contract, contract.CreateDispatcher(intercepted), limits);
    }
}
