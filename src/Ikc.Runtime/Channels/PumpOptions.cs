// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>How a node's pump runs.</summary>
/// <param name="Manual">No thread of the runtime: the user's own thread polls.</param>
/// <param name="WaitPolicy">How long it polls before it sleeps.</param>
/// <param name="Cpus">CPUs that its threads may run on; empty: all.</param>
/// <param name="RealtimePriority">SCHED_FIFO priority of its threads, 1 to 99; 0: the ordinary scheduler.</param>
internal sealed record PumpOptions(bool Manual, IkcWaitPolicy WaitPolicy, IReadOnlyList<int> Cpus, int RealtimePriority);
