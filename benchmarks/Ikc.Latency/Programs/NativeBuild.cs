// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Text.Json;
using Ikc.Latency.Measuring;
using Ikc.Latency.Reporting;
using Ikc.Latency.Scenarios;

namespace Ikc.Latency.Programs;

/// <summary>The measuring part of this program as Native AOT, and as ReadyToRun for the start alone.</summary>
internal sealed class NativeBuild
{
    private const string Project = "Ikc.Latency.Aot";
    private const string Executable = "Ikc.Latency";

    private readonly Dictionary<string, string> _executables = [];
    private readonly List<Series> _skipped = [];

    public static NativeBuild Make(Steps steps)
    {
        var build = new NativeBuild();
        build.Publish(steps, "aot");
        build.Publish(steps, "r2r");
        return build;
    }

    /// <summary>The start of each executable, once.</summary>
    public void MeasureStart(Bench bench)
    {
        foreach ((string runtime, string executable) in _executables)
            Starting.Measure(bench, executable, runtime);
    }

    /// <summary>The whole run again, by the native executable on both sides, with its own floors.</summary>
    public IReadOnlyList<Series> Measure(Options options, Steps steps)
    {
        if (!_executables.TryGetValue("aot", out string? executable))
            return _skipped;
        string file = Path.GetTempFileName();
        string[] arguments =
        [
            "measure", $"{options.OwnCpu}", $"{options.PeerCpu}", $"{options.Repetitions}", $"{options.IsQuick}", options.Only ?? "", file,
        ];
        using Process process = Process.Start(new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true })!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', 3);
            steps.At(int.Parse(words[0]), int.Parse(words[1]), "aot, " + words[2]);
        }

        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The native executable ended with code {process.ExitCode}.");
        SeriesData[] all = JsonSerializer.Deserialize(File.ReadAllText(file), SeriesJson.Default.SeriesDataArray)!;
        File.Delete(file);
        return [.. all.Select(static data => data.ToSeries("aot"))];
    }

    private void Publish(Steps steps, string runtime)
    {
        steps.Say($"publishing the {runtime} executable");
        string output = Path.Combine(Tool.Folder ?? "", Project, "bin", runtime);
        string[] arguments = ["publish", Path.Combine(Tool.Folder ?? "", Project), "-c", "Release", "-v", "q", "-o", output, $"-p:RunAs={runtime}"];
        string? failure = Tool.Folder is null ? "its sources are not beside this program" : Tool.Run("dotnet", arguments);
        if (failure is null)
            _executables.Add(runtime, Path.Combine(output, Executable));
        else
            _skipped.Add(new Series { Key = new("sync-add", "spin"), Runtime = runtime, Skipped = failure, HasFailed = true });
    }
}
