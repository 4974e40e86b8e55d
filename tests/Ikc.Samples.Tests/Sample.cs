// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Samples;

/// <summary>A sample that was started as its own process.</summary>
internal sealed class Sample : IDisposable
{
    private readonly Process _process;

    private Sample(Process process) => _process = process;

    public TextReader Output => _process.StandardOutput;

    /// <summary>Starts a sample, named by its folder below samples/, in a domain.</summary>
    public static Sample Start(string folder, string? domain, params string[] arguments)
    {
        string name = Path.GetFileName(folder);
        // Built like these tests: the same configuration and framework.
        string built = Path.GetRelativePath(Path.Combine(Root(), "tests", "Ikc.Samples.Tests"), AppContext.BaseDirectory);
        string program = Path.Combine(Root(), "samples", folder, built, name);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["IKC_FABRIC"] = "local";
        if (domain is not null)
            start.Environment["IKC_DOMAIN"] = domain;
        return new Sample(Process.Start(start)!);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        Task<string> error = _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await output, await error);
    }

    public void PressEnter() => _process.StandardInput.WriteLine();

    /// <summary>SIGKILL, to it and its children.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
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
