// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Text.Json;
using Ikc.Latency.Measuring;
using Ikc.Latency.Reporting;
using Ikc.Latency.Scenarios;

namespace Ikc.Latency.Programs;

/// <summary>
/// What others make of the same calls. They are a project of their own (Ikc.Latency.Peers), with their packages, built when asked for;
/// each is a process on the measuring core that starts its server on the other.
/// </summary>
internal sealed class PeerPrograms : IDisposable
{
    private const string Project = "Ikc.Latency.Peers";

    private readonly Dictionary<string, Process> _processes = [];
    private readonly List<Series> _series = [];

    /// <summary>With the reason for each that is not there.</summary>
    public IReadOnlyList<Series> Series => _series;

    public static PeerPrograms Build(Options options, Steps steps)
    {
        var programs = new PeerPrograms();
        steps.Say("building the peers");
        string[] asked = options.Peers == "all" ? [] : options.Peers!.Split(',');
        if (Tool.Folder is not { } folder)
        {
            programs.Skip("peers", "their sources are not beside this program");
            return programs;
        }

        string output = Path.Combine(folder, Project, "bin", "harness");
        string[] arguments = ["build", Path.Combine(folder, Project), "-c", "Release", "-v", "q", "-o", output];
        if (Tool.Run("dotnet", arguments) is { } failure)
        {
            programs.Skip("peers", "their project does not build: " + failure);
            return programs;
        }

        string executable = Path.Combine(output, Project);
        foreach (string line in Lines(executable, "list"))
        {
            (string name, string reason) = line.Split('\t') is [var first, var second] ? (first, second) : (line, "");
            if (asked.Length > 0 && !asked.Contains(name))
                continue;
            if (reason.Length > 0)
                programs.Skip(name, reason);
            else
                programs.Start(executable, name, options);
        }

        foreach (string name in asked.Where(name => programs._series.TrueForAll(series => series.Key.Name != name) && !programs._processes.ContainsKey(name)))
            programs.Skip(name, "nobody here knows this peer");
        return programs;
    }

    /// <summary>One round of all of them; round 0 warms up and counts for nothing.</summary>
    public void Measure(Plan plan, int round, Steps steps)
    {
        if (round == 1)
            _series.RemoveAll(series => series.Skipped is null);
        foreach ((string name, Process process) in _processes.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            steps.At(round, round + 1, $"round {round}: {name}");
            process.StandardInput.WriteLine($"{plan.WarmUpMs} {plan.BlocksMs} {plan.SinglesMs}");
            process.StandardInput.Flush();
            while (process.StandardOutput.ReadLine() is { Length: > 0 } line)
                Take(JsonSerializer.Deserialize(line, SeriesJson.Default.SeriesData)!);
        }
    }

    public void Dispose()
    {
        foreach (Process process in _processes.Values)
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(5000))
                process.Kill(entireProcessTree: true);
            process.Dispose();
        }
    }

    private static IEnumerable<string> Lines(string executable, string command)
    {
        using Process process = Process.Start(new ProcessStartInfo(executable, command) { RedirectStandardOutput = true })!;
        while (process.StandardOutput.ReadLine() is { } line)
            yield return line;
    }

    private void Start(string executable, string name, Options options)
    {
        string[] arguments = ["client", name, $"{options.OwnCpu}", $"{options.PeerCpu}"];
        _processes.Add(name, Process.Start(new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
    }

    private void Take(SeriesData data)
    {
        Series? series = _series.Find(series => series.Key == data.Key);
        if (series is not null)
        {
            data.AddTo(series);
            return;
        }

        SeriesKey key = data.Key;
        bool isAdd = key.PayloadBytes == 8;
        _series.Add((data with
        {
            Floor = isAdd ? Floors.CacheLine : Floors.HandedBoth(key.PayloadBytes),
            SecondFloor = key.InFlight > 1 ? new("pipelined", "spin", InFlight: 32)
                : isAdd ? new("sync-add", "spin") : new("echo", "spin", key.PayloadBytes),
            IsRate = key.InFlight > 1,
        }).ToSeries(data.Runtime));
    }

    private void Skip(string name, string reason) =>
        _series.Add(new Series { Key = new(name, SeriesKey.Peer), Runtime = "", Skipped = reason });
}
