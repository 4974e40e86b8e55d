// SPDX-License-Identifier: MIT
using System.Globalization;
using Spectre.Console;

namespace Ikc.Latency.Reporting;

/// <summary>What on this machine spoils figures. A file that is not there counts as a warning: nobody knows.</summary>
internal static class Preflight
{
    private const string Cpus = "/sys/devices/system/cpu/";
    private const double NearNs = 200;
    private const double LoadMax = 0.3;
    private const string Unknown = "not told by this kernel";

    /// <param name="cacheLineNs">The ping-pong of one cache line between the two processors of the run; null: not measured.</param>
    public static IReadOnlyList<PreflightCheck> Look(double? cacheLineNs)
    {
        string commandLine = Read("/proc/cmdline") ?? "";
        string? isolated = Read(Cpus + "isolated");
        string? idle = Read(Cpus + "cpuidle/current_driver");
        string? smt = Read(Cpus + "smt/active");
        string? governor = Read(Cpus + "cpu0/cpufreq/scaling_governor");
        string? nodes = Read("/sys/devices/system/node/online");
        string? clock = Read("/sys/devices/system/clocksource/clocksource0/current_clocksource");
        double load = double.Parse((Read("/proc/loadavg") ?? "0").Split(' ')[0], CultureInfo.InvariantCulture);
        bool isVirtual = File.ReadLines("/proc/cpuinfo").Any(static line => line.Contains(" hypervisor", StringComparison.Ordinal));
        List<PreflightCheck> checks =
        [
            new("two cores, one for each side", Environment.ProcessorCount > 1, $"{Environment.ProcessorCount}"),
            new("cores isolated from the scheduler (isolcpus)", !string.IsNullOrEmpty(isolated), Or(isolated, "none")),
            new("no tick on them (nohz_full)", commandLine.Contains("nohz_full="), commandLine.Contains("nohz_full=") ? "set" : "not set"),
            new("no deep idle states (C-states)", idle == "none" && !isVirtual, idle is null ? Unknown : $"driver {idle}"),
            new("no SMT sibling shares a core", smt == "0", smt switch { "0" => "off", null => Unknown, _ => "on" }),
            new("one NUMA node", nodes is "0", nodes ?? Unknown),
            new("governor performance", governor == "performance", governor ?? Unknown),
            new("no hypervisor", !isVirtual, isVirtual ? "virtual CPUs: a wake-up costs tens of microseconds, and the host may take a core away" : "none seen"),
            new("clock read without a system call", clock is "tsc" or "kvm-clock", clock ?? Unknown),
            new("nobody else runs", load < LoadMax, $"load {load:F2}"),
        ];
        if (cacheLineNs is { } ns)
        {
            checks.Add(new(
                "the two CPUs lie near each other",
                ns < NearNs,
                $"a cache line there and back takes {ns:F0} ns" + (ns < NearNs ? "" : ": far, every figure that spins is larger in proportion")));
        }

        return checks;
    }

    public static void Print(IEnumerable<PreflightCheck> checks)
    {
        var table = new Table().AddColumns("", "what", "found");
        foreach (PreflightCheck check in checks)
            table.AddRow(check.IsGood ? "[green]pass[/]" : "[yellow]warn[/]", Markup.Escape(check.What), Markup.Escape(check.Found));
        AnsiConsole.Write(table);
    }

    private static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : null;

    private static string Or(string? text, string otherwise) => string.IsNullOrEmpty(text) ? otherwise : text;
}
