// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Latency.Peers;

/// <summary>Where this process runs, and when it ends.</summary>
internal static partial class Threads
{
    private const int SetParentDeathSignal = 1;
    private const int Kill = 9;

    /// <summary>All threads of the process, those that the runtime has already begun included; later ones inherit it.</summary>
    public static void Pin(int cpu)
    {
        ulong mask = 1UL << cpu;
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
            _ = SetAffinity(int.Parse(Path.GetFileName(task)), sizeof(ulong), ref mask);
    }

    public static void DieWithParent() => _ = Control(SetParentDeathSignal, Kill);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint size, ref ulong mask);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint value);
}
