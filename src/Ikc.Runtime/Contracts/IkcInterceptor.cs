// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>
/// Sees the calls that a node makes or serves: for logs, metrics, traces, or to refuse. Set in <see cref="IkcNodeOptions"/>; a node without
/// interceptors pays nothing for them. Must be thread-safe.
/// </summary>
public abstract class IkcInterceptor
{
    /// <summary>
    /// Before the call, on its thread; for a stream of results, when its enumeration begins. An exception fails the call, which is then not
    /// made: a client throws it, a service answers as if its method had thrown it.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <returns>Anything, which <see cref="After"/> gets back.</returns>
    public virtual object? Before(in IkcCallInfo call) => null;

    /// <summary>
    /// After the call, also after one that failed; the last interceptor first. A one-way call is over for its client when it is sent. An
    /// exception takes the place of the call's result.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="outcome">What became of it.</param>
    public virtual void After(in IkcCallInfo call, in IkcCallOutcome outcome)
    {
    }
}
