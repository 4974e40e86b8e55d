// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>How a node works.</summary>
public sealed record IkcNodeOptions
{
    /// <summary>"local", "device", or null: the variable IKC_FABRIC, else the device where /dev/ikc exists, else local.</summary>
    public string? Fabric { get; init; }

    /// <summary>Local fabric: the kernel instance that this process stands for; null: the variable IKC_INSTANCE, else 0.</summary>
    public int? Instance { get; init; }

    /// <summary>
    /// Local fabric: directory of the domain; nodes see each other within one. Null: the variable IKC_DOMAIN, else one of the user's own.
    /// </summary>
    public string? Domain { get; init; }

    /// <summary>Local fabric: other users who may connect, by user id; the own user always may.</summary>
    public IReadOnlyList<uint> AllowedUsers { get; init; } = [];

    /// <summary>Who reads what comes in.</summary>
    public IkcPumpMode Pump { get; init; }

    /// <summary>How the pump waits while nothing comes in.</summary>
    public IkcWaitPolicy WaitPolicy { get; init; }

    /// <summary>CPUs for the runtime's threads of this node; empty: all that the process may use.</summary>
    public IReadOnlyList<int> Cpus { get; init; } = [];

    /// <summary>SCHED_FIFO priority of these threads, 1 to 99; 0: the ordinary scheduler. Needs the privilege.</summary>
    public int RealtimePriority { get; init; }

    /// <summary>Locks the memory of the process, so that no call waits for a page.</summary>
    public bool LockMemory { get; init; }

    /// <summary>
    /// Lanes of one connection, at most 192: synchronous calls at a time before callers wait for one another. Threads that run a service method
    /// may have <see cref="IkcLimits.NestedCalls"/> more, so that a nested call never waits for the calls around it.
    /// </summary>
    public int LanesMax { get; init; } = 32;

    /// <summary>See each call that clients of this node make, in this order.</summary>
    public IReadOnlyList<IkcInterceptor> ClientInterceptors { get; init; } = [];

    /// <summary>See each call that services of this node run, in this order.</summary>
    public IReadOnlyList<IkcInterceptor> ServiceInterceptors { get; init; } = [];
}
