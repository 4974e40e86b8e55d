// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using Ikc.Latency.Measuring;

namespace Ikc.Latency.Peers;

/// <summary>Peers in C that bring a program, or need one: their own waiting, their own clocks, both sides pinned.</summary>
internal static class Tools
{
    private const int Port = 13_977;
    private const int PatienceMs = 20_000;

    private static string? s_mpiProgram;

    /// <summary>UCX's own test of matched messages over shared memory. It prints half a round trip, so its figure is taken twice.</summary>
    public static Series? Ucx(ToolRun run, int bytes, Plan plan)
    {
        string[] common = ["-p", $"{Port}", "-f"];
        (string, string) transports = ("UCX_TLS", "posix,self");
        string calls = $"{Math.Max(200, plan.BlocksMs * 100_000 / (1000 + bytes))}";
        using Process server = ToolRun.Start("ucx_perftest", [.. common, "-c", $"{run.PeerCpu}"], transports);
        string[] arguments = ["127.0.0.1", .. common, "-c", $"{run.OwnCpu}", "-t", "tag_lat", "-s", $"{bytes}", "-n", calls, "-w", "1000"];
        for (int tries = 0; tries < 20; tries++)
        {
            Thread.Sleep(50); // the server needs a moment to listen, and says nothing then
            using Process client = ToolRun.Start("ucx_perftest", arguments, transports);
            string[] lines = client.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            client.WaitForExit();
            if (client.ExitCode != 0 || lines.Length < 4)
                continue;
            End(server);
            string halfUs = lines[^1].Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries)[1]; // calls, median, averages, rates
            var series = new Series { Key = new("ucx-tag", SeriesKey.Peer, bytes), Runtime = "native" };
            series.Medians.Add(2000 * double.Parse(halfUs, CultureInfo.InvariantCulture));
            return series;
        }

        End(server);
        throw new InvalidOperationException("ucx_perftest found no server.");
    }

    /// <summary>A ping-pong of MPI's blocking calls, compiled here, for there is no such program in the package.</summary>
    public static Series? Mpi(ToolRun run, int bytes, Plan plan)
    {
        if (s_mpiProgram is null)
        {
            string program = Path.Combine(Path.GetTempPath(), $"ikc-mpi-{Environment.ProcessId}");
            using Process compiler = ToolRun.Start("mpicc", ["-O2", "-o", program, Path.Combine(AppContext.BaseDirectory, "Native", "mpi_pingpong.c")]);
            string errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            s_mpiProgram = compiler.ExitCode == 0 ? program : throw new InvalidOperationException(errors);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(program);
        }

        string[] arguments =
        [
            "--allow-run-as-root", "--bind-to", "cpu-list:ordered", "--cpu-list", $"{run.OwnCpu},{run.PeerCpu}",
            "-np", "2", s_mpiProgram, $"{bytes}", $"{plan.BlocksMs}",
        ];
        using Process process = ToolRun.Start("mpirun", arguments);
        string[] words = process.StandardOutput.ReadToEnd().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 || words.Length < 2)
            throw new InvalidOperationException("mpirun: " + error);
        var series = new Series { Key = new("open-mpi", SeriesKey.Peer, bytes), Runtime = "native" };
        double[] figures = [.. words.Select(static word => double.Parse(word, CultureInfo.InvariantCulture))];
        series.Medians.Add(figures[0]);
        foreach (double ns in figures.Skip(1))
            series.RecordNs((long)ns);
        return series;
    }

    private static void End(Process process)
    {
        if (!process.HasExited && !process.WaitForExit(500))
            process.Kill();
        process.WaitForExit(PatienceMs);
    }
}
