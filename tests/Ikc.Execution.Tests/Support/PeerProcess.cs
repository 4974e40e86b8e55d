// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Ikc.Execution.Support;

/// <summary>A second process with a node in it; <see cref="PeerProgram"/> says what it does.</summary>
public sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    private PeerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Starts a process and waits until it says that it is ready.</summary>
    public static PeerProcess Start(TestDomain domain, int instance, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["IKC_FABRIC"] = "local";
        start.Environment["IKC_DOMAIN"] = domain.Path;
        start.Environment["IKC_INSTANCE"] = instance.ToString(CultureInfo.InvariantCulture);
        var peer = new PeerProcess(Process.Start(start)!);
        string? line = peer.ReadLine();
        if (line != "ready")
            throw new InvalidOperationException($"The peer's process said '{line}'.");
        return peer;
    }

    public string? ReadLine() => _process.StandardOutput.ReadLine();

    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>SIGKILL, and gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGSTOP, and every thread of it stands: the signal alone reaches them one after the other.</summary>
    public void Stop()
    {
        Signal("STOP");
        while (Directory.EnumerateDirectories($"/proc/{Id}/task").Any(static task => !IsStopped(task)))
            Thread.Yield();
    }

    public void Continue() => Signal("CONT");

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

    private void Signal(string name) => Process.Start("kill", ["-" + name, Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
