// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Packaging;

/// <summary>The repository that the tests were built in, and commands run there or elsewhere.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Runs a program to its end and gives what it wrote; fails the test with all of it where the program fails.</summary>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        (int code, string all) = await StartAsync(folder, program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{all}");
        return all;
    }

    /// <summary>As <see cref="RunAsync"/>, for a program that has to fail.</summary>
    public static async Task<string> FailAsync(string folder, string program, params string[] arguments)
    {
        (int code, string all) = await StartAsync(folder, program, arguments);
        Assert.True(code != 0, $"{program} {string.Join(' ', arguments)} did not fail:\n{all}");
        return all;
    }

    private static async Task<(int Code, string Output)> StartAsync(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A build that is started by a test must not leave servers behind, nor take the outer build's settings.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Ikc.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
    }
}
