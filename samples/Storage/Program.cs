// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Ikc;
using Storage.Reader;
using Storage.Report;
using Storage.Sandbox;
using Storage.Store;

const string Usage = """
    Storage [DIR]                   two processes on this machine: one owns DIR, the other reads all of it through calls
    Storage store DIR SCRATCH       only the owner; ends with its standard input
    Storage read DIR                only the reader, on another kernel perhaps; DIR is what it must not reach by itself
    """;

try
{
    switch (args)
    {
        case ["-h" or "--help"]:
            Console.WriteLine(Usage);
            return 0;
        case ["store", var directory, var scratch]:
            return await StoreProcess.RunAsync(directory, scratch);
        case ["enter", var directory]:
            return SandboxEntry.Run(directory);
        case ["read", var directory]:
            return await ReaderAlone.RunAsync(directory);
        case ["read", var directory, var sandbox]:
            return await ReaderProcess.RunAsync(directory, sandbox, Console.OpenStandardOutput());
        case [] or [_]:
            return await RunBothAsync(args.Length == 1 ? args[0] : SdkDirectory());
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (Exception e) when (e is IkcException or IOException or UnauthorizedAccessException or InvalidOperationException)
{
    Console.Error.WriteLine(e is IkcException ikc ? $"{ikc.Status}: {ikc.Message}" : e.Message);
    return 3;
}

static async Task<int> RunBothAsync(string directory)
{
    if (!Directory.Exists(directory))
    {
        Console.Error.WriteLine($"There is no directory {directory}.");
        return 2;
    }

    using var cancel = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true; // the processes and their files are cleared away first
        cancel.Cancel();
    };
    using var run = new Run();
    try
    {
        return await run.DoAsync(Path.GetFullPath(directory), cancel.Token);
    }
    catch (OperationCanceledException)
    {
        return 130;
    }
}

// The runtime stands in ROOT/shared/Microsoft.NETCore.App/VERSION, the SDK in ROOT/sdk.
static string SdkDirectory() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../sdk"));
