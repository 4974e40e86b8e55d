// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Ikc.Execution.Support;

/// <summary>Starts processes here: for the tests themselves, and for tests in another kernel when it is served.</summary>
internal sealed class LocalLauncher(IReadOnlyDictionary<string, string> environment) : ILauncher
{
    private readonly ConcurrentDictionary<int, Process> _processes = new();

    public int Start(string arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        foreach (string argument in arguments.Split('\n'))
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        _processes[process.Id] = process;
        return process.Id;
    }

    public string ReadLine(int process) => _processes[process].StandardOutput.ReadLine() ?? "";

    public void WriteLine(int process, string line) => _processes[process].StandardInput.WriteLine(line);

    /// <summary>The signal alone reaches the threads one after the other.</summary>
    public void Signal(int process, string name)
    {
        Process.Start("kill", ["-" + name, process.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        while (name == "STOP" && Directory.EnumerateDirectories($"/proc/{process}/task").Any(static task => !IsStopped(task)))
            Thread.Yield();
    }

    public void Kill(int process)
    {
        if (!_processes.TryRemove(process, out Process? killed))
            return;
        if (!killed.HasExited)
            killed.Kill();
        killed.WaitForExit();
        killed.Dispose();
    }

    private static bool IsStopped(string task)
    {
        try
        {
            return File.ReadLines(Path.Combine(task, "status")).Any(static line => line.StartsWith("State:\tT", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return true; // the thread has ended
        }
    }
}
