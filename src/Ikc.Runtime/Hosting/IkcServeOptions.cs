// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>How a service is served.</summary>
public sealed record IkcServeOptions
{
    /// <summary>Its name, unique on the machine, 1 to 200 UTF-8 bytes; null: the contract's id.</summary>
    public string? Name { get; init; }

    /// <summary>Take the name over from the node that has it: that one accepts no new clients and serves those it has.</summary>
    public bool TakeOver { get; init; }

    /// <summary>Time for the present owner to give the name away.</summary>
    public TimeSpan TakeOverDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where synchronous methods run.</summary>
    public IkcConcurrency Concurrency { get; init; }

    /// <summary>Clients at a time; further ones are refused with LimitReached.</summary>
    public int ConnectionsMax { get; init; } = 1024;

    /// <summary>Whether callers get the type and message of an exception, or only that there was one.</summary>
    public bool IncludeExceptionMessages { get; init; }
}
