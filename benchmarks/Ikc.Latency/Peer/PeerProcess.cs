// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Latency.Peer;

/// <summary>The other process: it does one command after the other, and says a line when it is ready for the measurement.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    public PeerProcess(string domain, int cpu, Shared shared)
    {
        string self = Environment.ProcessPath!;
        string[] arguments = ["peer", domain, $"{cpu}", string.Join(',', shared.Numbers)];
        _process = Process.Start(new ProcessStartInfo(self, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    public int Id => _process.Id;

    public void Command(string command)
    {
        if (Ask(command) != "ready")
            throw new InvalidOperationException($"The other process did not take '{command}'.");
    }

    public long Number(string command)
    {
        long number = long.Parse(Ask(command)!);
        if (_process.StandardOutput.ReadLine() != "ready")
            throw new InvalidOperationException($"The other process did not end '{command}'.");
        return number;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
    }

    private string? Ask(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine();
    }
}
