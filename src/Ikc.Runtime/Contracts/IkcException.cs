// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>
/// Every failure of a call, a connect or an open. Cancellation is <see cref="OperationCanceledException"/> instead; a failure that the
/// contract declares is a <see cref="IkcFaultException{T}"/>.
/// </summary>
public class IkcException : Exception
{
    /// <summary>Creates the failure.</summary>
    public IkcException(IkcStatus status, string message, CallFate fate = CallFate.NotSent, Exception? inner = null)
        : base(message, inner)
    {
        Status = status;
        Fate = fate;
    }

    /// <summary>What went wrong.</summary>
    public IkcStatus Status { get; }

    /// <summary>Whether the service may have run the call.</summary>
    public CallFate Fate { get; }
}
