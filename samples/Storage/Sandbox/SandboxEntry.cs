// SPDX-License-Identifier: MIT
using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Storage.Sandbox;

/// <summary>Puts a process where the served directory is out of its reach, and becomes the reader there.</summary>
internal static partial class SandboxEntry
{
    private const string MountOver = "mount -t tmpfs none \"$1\" && shift && exec \"$@\"";

    /// <summary>Returns only when the process could not be replaced.</summary>
    public static int Run(string directory)
    {
        string self = Environment.ProcessPath!;
        if (Landlock.IsAvailable)
        {
            Landlock.TakeAway(directory);
            return Become([self, "read", directory, "Landlock"]);
        }

        if (CanMount())
        {
            string unshare = FindUnshare()!;
            return Become([unshare, .. s_namespaces, "sh", "-c", MountOver, "sh", directory, self, "read", directory, "a mount namespace"]);
        }

        return Become([self, "read", directory, "none"]);
    }

    private static readonly string[] s_namespaces = ["--user", "--map-root-user", "--mount"];

    private static string? FindUnshare() =>
        new[] { "/usr/bin/unshare", "/bin/unshare" }.FirstOrDefault(File.Exists);

    private static bool CanMount()
    {
        if (FindUnshare() is not { } unshare)
            return false;
        using Process? probe = Process.Start(new ProcessStartInfo(unshare, [.. s_namespaces, "true"]) { RedirectStandardError = true });
        probe?.WaitForExit();
        return probe?.ExitCode == 0;
    }

    private static int Become(string[] arguments)
    {
        var environment = new List<string?>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            environment.Add($"{variable.Key}={variable.Value}");
        environment.Add(null);
        _ = execve(arguments[0], [.. arguments, null], [.. environment]);
        Console.Error.WriteLine($"{arguments[0]} cannot be executed: {Marshal.GetLastPInvokeErrorMessage()}");
        return 1;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int execve(string path, string?[] arguments, string?[] environment);
}
