// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>The interceptors of one client or service, with what they are told of each method. Thread-safe.</summary>
public sealed class IkcInterception
{
    private readonly IkcInterceptor[] _interceptors;
    private readonly IkcCallInfo[] _calls;

    /// <summary>For a client its service's node; for a service, whose callers differ, nobody.</summary>
    internal IkcInterception(IReadOnlyList<IkcInterceptor> interceptors, IkcContractDefinition contract, string serviceName, IkcPeer peer = default)
    {
        _interceptors = [.. interceptors];
        _calls = [.. contract.Methods.Select(method => new IkcCallInfo(method.Contract, method.Id, method.Name, serviceName, peer))];
    }

    /// <summary>What is known of a call that the current thread makes or dispatches.</summary>
    internal IkcCallInfo Call(int ordinal) =>
        _calls[ordinal] is { Peer.Epoch: 0 } served && IkcCall.Current is { } call ? served with { Peer = call.Caller } : _calls[ordinal];

    /// <summary>Asks all; those that were asked before one that throws are told of the failure.</summary>
    internal object?[] Before(in IkcCallInfo call)
    {
        var states = new object?[_interceptors.Length];
        int asked = 0;
        try
        {
            for (; asked < states.Length; asked++)
                states[asked] = _interceptors[asked].Before(call);
        }
        catch (Exception failure)
        {
            After(call, states, asked, TimeSpan.Zero, StatusOf(failure), failure);
            throw;
        }

        return states;
    }

    internal void After(in IkcCallInfo call, object?[] states, TimeSpan elapsed, IkcStatus status, Exception? failure) =>
        After(call, states, states.Length, elapsed, status, failure);

    internal static IkcStatus StatusOf(Exception failure) => failure switch
    {
        IkcException ikc => ikc.Status,
        OperationCanceledException => IkcStatus.Cancelled,
        _ => IkcStatus.Faulted,
    };

    private void After(in IkcCallInfo call, object?[] states, int count, TimeSpan elapsed, IkcStatus status, Exception? failure)
    {
        List<Exception>? thrown = null;
        while (count-- > 0)
        {
            try
            {
                _interceptors[count].After(call, new IkcCallOutcome(status, elapsed, failure, states[count]));
            }
            catch (Exception e)
            {
                (thrown ??= []).Add(e);
            }
        }

        if (thrown is not null)
            throw thrown.Count == 1 ? thrown[0] : new AggregateException(thrown);
    }
}
