// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;

namespace Storage.Report;

/// <summary>Starts the store and the reader as processes of their own, standing for two kernel instances, and watches them.</summary>
internal sealed class Run : IDisposable
{
    private readonly DirectoryInfo _ground = Directory.CreateTempSubdirectory("ikc-storage-");
    private readonly List<Process> _processes = [];

    public async Task<int> DoAsync(string directory, CancellationToken cancel)
    {
        string scratch = _ground.CreateSubdirectory("scratch").FullName;
        string domain = Path.Combine(_ground.FullName, "domain");
        Process store = Start(0, domain, "store", directory, scratch);
        if (await store.StandardOutput.ReadLineAsync(cancel) is null)
            return Failed("The store has ended early.");

        Process reader = Start(1, domain, "enter", directory);
        var report = new ReaderReport();
        await Screen.FollowAsync(reader.StandardOutput, report).WaitAsync(cancel);
        await reader.WaitForExitAsync(cancel);
        Screen.Close(report);
        if (reader.ExitCode != 0)
            return Failed($"The reader has ended with code {reader.ExitCode}.");
        return report.IsSuccess ? 0 : 1;
    }

    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _ground.Delete(recursive: true);
    }

    private Process Start(int instance, string domain, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["IKC_FABRIC"] = "local";
        start.Environment["IKC_DOMAIN"] = domain;
        start.Environment["IKC_INSTANCE"] = instance.ToString(CultureInfo.InvariantCulture);
        Process process = Process.Start(start) ?? throw new InvalidOperationException("A process cannot be started.");
        _processes.Add(process);
        return process;
    }

    private static int Failed(string message)
    {
        Console.Error.WriteLine(message);
        return 3;
    }
}
