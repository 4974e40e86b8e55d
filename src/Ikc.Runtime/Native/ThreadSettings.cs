// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace Ikc.Native;

/// <summary>Where and how urgently the calling thread runs.</summary>
internal static unsafe partial class ThreadSettings
{
    /// <summary>Highest CPU number that can be asked for; the kernel's own limit is 8192 on the usual architectures.</summary>
    public const int CpuMax = 8191;

    public const int RealtimePriorityMax = 99;

    private const int MaskWords = (CpuMax + 1) / 64;

    /// <summary>
    /// Settings for the calling thread alone. PermissionDenied without the right to a priority, Unavailable for CPUs that are not there.
    /// </summary>
    /// <param name="cpus">CPUs that it may run on; null or empty leaves them alone.</param>
    /// <param name="realtimePriority">SCHED_FIFO priority, 1 to 99; 0 leaves the scheduler alone.</param>
    public static void Apply(IReadOnlyList<int>? cpus, int realtimePriority)
    {
        Check(cpus, realtimePriority);
        if (cpus is { Count: > 0 })
            SetCpus(cpus);
        if (realtimePriority != 0)
            SetRealtimePriority(realtimePriority);
    }

    /// <summary>Refuses what no machine could grant, so that a mistake is told where it was made, not on a thread of the runtime.</summary>
    public static void Check(IReadOnlyList<int>? cpus, int realtimePriority)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(realtimePriority);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(realtimePriority, RealtimePriorityMax);
        for (int i = 0; i < (cpus?.Count ?? 0); i++)
        {
            if (cpus![i] is < 0 or > CpuMax)
                throw new ArgumentOutOfRangeException(nameof(cpus), cpus[i], $"CPU numbers are 0 to {CpuMax}.");
        }
    }

    /// <summary>
    /// Moves the calling thread away from a CPU, to any other that the process's control group has, whatever it inherited. False where
    /// there is no other.
    /// </summary>
    public static bool TryAvoid(int cpu)
    {
        ulong* mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Fill(ulong.MaxValue);
        mask[cpu / 64] &= ~(1UL << (cpu % 64));
        return TrySetMask(mask);
    }

    private static void SetCpus(IReadOnlyList<int> cpus)
    {
        ulong* mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Clear();
        for (int i = 0; i < cpus.Count; i++)
            mask[cpus[i] / 64] |= 1UL << (cpus[i] % 64);
        if (!TrySetMask(mask))
            throw LinuxError.Exception($"This thread cannot run on CPUs {string.Join(',', cpus)}", LinuxError.Last);
    }

    private static bool TrySetMask(ulong* mask) =>
        sched_setaffinity(0, (Tmds.Linux.size_t)(ulong)(MaskWords * sizeof(ulong)), (Tmds.Linux.cpu_set_t*)mask) == 0;

    private static void SetRealtimePriority(int priority)
    {
        if (SetScheduler(0, SCHED_FIFO, &priority) != 0)
            throw LinuxError.Exception($"This thread cannot have real-time priority {priority}", LinuxError.Last);
    }

    // Missing in Tmds.LibC. struct sched_param is one int.
    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static partial int SetScheduler(int thread, int policy, int* parameters);
}
