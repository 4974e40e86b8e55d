// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Support;

/// <summary>The fabric that the tests run over: IKC_TEST_FABRIC is "local" (the default) or "device".</summary>
public static class TestFabric
{
    public static string Kind { get; } = Environment.GetEnvironmentVariable("IKC_TEST_FABRIC") is { Length: > 0 } kind ? kind : "local";

    private static readonly string s_mappedAs = Kind == "local" ? "memfd:" : "/dev/ikc";

    /// <summary>How long a test waits for a service of another process: an emulated machine takes its time to compile the first call.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Name of the service that starts second processes for the tests, perhaps in another kernel; null: they start them themselves.</summary>
    public static string? Launcher { get; } = Environment.GetEnvironmentVariable("IKC_TEST_LAUNCHER") is { Length: > 0 } name ? name : null;

    /// <summary>The lines of areas, its own and its peers', in the kernel's list of this process's mappings.</summary>
    public static IEnumerable<string> MappedAreas() =>
        File.ReadLines("/proc/self/maps").Where(static line => line.Contains(s_mappedAs, StringComparison.Ordinal));

    /// <summary>How often a test repeats what starts a process each time: on the device, which is an emulated machine, that takes seconds.</summary>
    public static int Rounds(int wanted) => Kind == "local" ? wanted : Math.Max(3, wanted / 10);

    /// <summary>
    /// The instance that a second process gets which asks for one. On the local fabric a process is what it says; on the device an
    /// instance is a kernel, and the only one that launches for the tests is instance 1.
    /// </summary>
    public static int InstanceOfPeer(int asked, IkcNode here) => Kind == "local" ? asked : Launcher is null ? here.Self.Instance : 1;
}
