// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.C;

/// <summary>Programs that the tests run, and where things are.</summary>
internal static class Commands
{
    public static string Root { get; } = FindRoot();

    public static string ContractAssembly { get; } = typeof(ICross).Assembly.Location;

    /// <summary>Runs a program to its end.</summary>
    public static (int Code, string Output, string Error) Run(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments, new());
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }

    /// <summary>The same; it must succeed.</summary>
    public static string MustRun(string program, params string[] arguments)
    {
        (int code, string output, string error) = Run(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}{error}");
        return output;
    }

    /// <summary>Runs <c>ikc</c>, the tool.</summary>
    public static (int Code, string Output, string Error) Ikc(params string[] arguments) =>
        Run("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Ikc.Tool.dll"), .. arguments]);

    public static Process Start(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Ikc.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
    }
}
