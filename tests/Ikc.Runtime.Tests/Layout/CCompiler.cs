// SPDX-License-Identifier: MIT
using System.ComponentModel;
using System.Diagnostics;

namespace Ikc.Layout;

/// <summary>The C compiler of this machine, with <c>docs/ikc_protocol.h</c> on its path.</summary>
internal static class CCompiler
{
    private static readonly string[] s_flags = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic"];

    public static string HeaderPath { get; } = FindHeader();

    /// <summary>Compiles and runs a program.</summary>
    /// <returns>What compiler and program said, empty when all was well.</returns>
    public static string CompileAndRun(string source)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("ikc-layout-");
        try
        {
            string sourcePath = Path.Combine(directory.FullName, "layout.c");
            string programPath = Path.Combine(directory.FullName, "layout");
            File.WriteAllText(sourcePath, source);
            string said = Run("cc", [.. s_flags, "-I", Path.GetDirectoryName(HeaderPath)!, "-o", programPath, sourcePath]);
            return said.Length > 0 ? said : Run(programPath, []);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : $"{Path.GetFileName(program)} ended with {process.ExitCode}\n{output}";
        }
        catch (Win32Exception e)
        {
            Assert.Fail($"This test needs a C compiler, {program}: {e.Message}. On Debian and Ubuntu it comes with the package gcc.");
            throw;
        }
    }

    private static string FindHeader()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Ikc.sln")))
                return Path.Combine(at.FullName, "docs", "ikc_protocol.h");
        }

        throw new FileNotFoundException("The tests must run inside the repository: they read docs/ikc_protocol.h.");
    }
}
