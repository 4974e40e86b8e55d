// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Ikc.Fabrics;

/// <summary>A second process with a node in it; see <see cref="NodeProcessMain"/>.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly Process _process;

    public NodeProcess(TemporaryDomain domain, int? descriptorsMax = null)
    {
        string limit = descriptorsMax is { } max ? string.Create(CultureInfo.InvariantCulture, $"ulimit -n {max}; ") : "";
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-c", limit + "exec \"$@\"", "sh",
                Environment.ProcessPath!, "exec", Assembly.GetExecutingAssembly().Location, "node", domain.Path,
            },
        };
        _process = Process.Start(start)!;
        Self = NodeProcessMain.Parse(_process.StandardOutput.ReadLine()!.Split(' '));
    }

    public NodeIdentity Self { get; }

    /// <summary>Has it do something, and waits until it is done.</summary>
    /// <returns>What it answered.</returns>
    public string Do(string command)
    {
        Begin(command);
        return End();
    }

    public void Begin(string command) => _process.StandardInput.WriteLine(command);

    public string End() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The node's process has ended.");

    public string Connect(NodeIdentity to) =>
        Do(string.Create(CultureInfo.InvariantCulture, $"connect {to.Instance} {to.Node} {to.Epoch}"));

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
