// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>What is known about a failed call, so that its caller can decide about a retry.</summary>
public enum CallFate
{
    /// <summary>The call never became visible to the service; a retry is always safe.</summary>
    NotSent = 0,

    /// <summary>The call was visible to the service, and no reply was read: it ran, runs, or never will.</summary>
    MaybeExecuted = 1,

    /// <summary>The service has answered.</summary>
    Executed = 2,
}
