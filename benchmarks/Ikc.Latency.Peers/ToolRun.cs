// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Latency.Peers;

/// <summary>Where the two processes of a program that measures run.</summary>
internal sealed record ToolRun(int OwnCpu, int PeerCpu)
{
    public static string? WhyNot(string program, string package) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)))
            ? null
            : $"{program} is not installed (Debian: {package})";

    public static Process Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
