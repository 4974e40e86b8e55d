// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Latency;

/// <summary>The harness as a process of its own, with nothing but a domain in common with others of its kind.</summary>
internal sealed class HarnessProcess : IDisposable
{
    private readonly Process _process;

    private HarnessProcess(Process process) => _process = process;

    public static HarnessProcess Start(string domain, params string[] arguments)
    {
        // Built like these tests: the same configuration and framework.
        string built = Path.GetRelativePath(Path.Combine(Root(), "tests", "Ikc.Latency.Tests"), AppContext.BaseDirectory);
        string program = Path.Combine(Root(), "benchmarks", "Ikc.Latency", built, "Ikc.Latency");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["IKC_FABRIC"] = "local";
        start.Environment["IKC_DOMAIN"] = domain;
        return new HarnessProcess(Process.Start(start)!);
    }

    /// <summary>Reads what it says of its progress up to a line with this text.</summary>
    public async Task WaitForStepAsync(string text)
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        throw new InvalidOperationException($"The harness never came to '{text}'.");
    }

    /// <summary>Waits until it has computed for so long from now on.</summary>
    public async Task WaitUntilBusyAsync(TimeSpan time)
    {
        TimeSpan end = _process.TotalProcessorTime + time;
        for (; _process.TotalProcessorTime < end; _process.Refresh())
            await Task.Yield();
    }

    /// <summary>Waits for its end; cancelled after a time that only a hang takes.</summary>
    public async Task<(int Code, string Output)> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        Task<string> output = _process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = _process.StandardError.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await error + await output);
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Ikc.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
    }
}
