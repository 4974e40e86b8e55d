// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.CompilerServices;

/// <summary>One call between before and after. Used by generated code only.</summary>
public struct IkcInterceptedCall
{
    private readonly IkcInterception _interception;
    private readonly IkcCallInfo _call;
    private readonly object?[] _states;
    private readonly long _start;
    private bool _hasEnded;

    internal IkcInterceptedCall(IkcInterception interception, in IkcCallInfo call)
    {
        _interception = interception;
        _call = call;
        _states = interception.Before(call);
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>The call has its result.</summary>
    public void Succeeded() => End(IkcStatus.Ok, null);

    /// <summary>The call has failed. Nothing is told twice, when it was an interceptor that threw.</summary>
    public void Failed(Exception failure) => End(IkcInterception.StatusOf(failure), failure);

    /// <summary>Its reader has left a stream before its end.</summary>
    internal void Left() => End(IkcStatus.Cancelled, null);

    private void End(IkcStatus status, Exception? failure)
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        _interception.After(_call, _states, Stopwatch.GetElapsedTime(_start), status, failure);
    }
}
