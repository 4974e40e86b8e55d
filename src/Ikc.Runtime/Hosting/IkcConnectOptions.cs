// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>What a client connects to, and how it calls.</summary>
public sealed record IkcConnectOptions
{
    /// <summary>Name of the service; null: whatever single service has the contract.</summary>
    public string? Name { get; init; }

    /// <summary>Only a service on this kernel instance; null: any.</summary>
    public int? Instance { get; init; }

    /// <summary>Time to wait for the service, and for the connection; <see cref="Timeout.InfiniteTimeSpan"/>: until it comes.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for each call that names none of its own; null: no end.</summary>
    public TimeSpan? CallDeadline { get; init; }

    /// <summary>How synchronous callers wait for their replies.</summary>
    public IkcWaitPolicy WaitPolicy { get; init; }
}
