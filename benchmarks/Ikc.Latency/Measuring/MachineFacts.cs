// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Latency.Measuring;

/// <summary>The machine, and how much of it the host took meanwhile.</summary>
internal sealed record MachineFacts(
    string Cpu,
    int Cores,
    string Kernel,
    string Hypervisor,
    string Dotnet,
    string Governor,
    double StealShare,
    long StealTicks,
    long AllTicks)
{
    private const string GovernorPath = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";
    private const int StealColumn = 7;
    private const int GuestColumn = 8; // counted in user time already, as is the next

    public static MachineFacts Read()
    {
        string[] info = File.ReadAllLines("/proc/cpuinfo");
        long[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(long.Parse)];
        return new MachineFacts(
            info.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? "unknown",
            Environment.ProcessorCount,
            $"{RuntimeInformation.OSDescription}, Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}",
            info.Any(line => line.Contains(" hypervisor", StringComparison.Ordinal)) ? "yes" : "none seen",
            RuntimeInformation.FrameworkDescription,
            File.Exists(GovernorPath) ? File.ReadAllText(GovernorPath).Trim() : "unknown",
            0,
            ticks[StealColumn],
            ticks[..GuestColumn].Sum());
    }

    public MachineFacts Since(MachineFacts before) =>
        this with { StealShare = (StealTicks - before.StealTicks) / Math.Max(1.0, AllTicks - before.AllTicks) };
}
