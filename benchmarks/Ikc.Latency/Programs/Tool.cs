// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Latency.Programs;

/// <summary>Other programs: found beside the harness's sources, built by the SDK when they are needed.</summary>
internal static class Tool
{
    private const int LinesOfError = 3;

    /// <summary>The folder `benchmarks`, or null where only the built program is.</summary>
    public static string? Folder { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Runs a program to its end; null: it went well, else the lines that say why not.</summary>
    public static string? Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
                return null;
            string[] lines = [.. (output + errors.Result).Split('\n').Where(static line => line.Contains("error")).Distinct().Take(LinesOfError)];
            return lines.Length > 0 ? string.Join(' ', lines) : $"ended with code {process.ExitCode}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return $"there is no program '{program}'";
        }
    }

    private static string? Find(string folder)
    {
        for (DirectoryInfo? place = new(folder); place is not null; place = place.Parent)
        {
            if (Directory.Exists(Path.Combine(place.FullName, "benchmarks", "Ikc.Latency")))
                return Path.Combine(place.FullName, "benchmarks");
        }

        return null;
    }
}
