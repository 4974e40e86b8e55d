// SPDX-License-Identifier: MIT
using System.IO.Pipes;
using Storage.Reader;

namespace Storage.Report;

/// <summary>The reader on a kernel of its own, where nobody watches it: it shows its report itself.</summary>
internal static class ReaderAlone
{
    public static async Task<int> RunAsync(string directory)
    {
        var report = new ReaderReport();
        await using var tells = new AnonymousPipeServerStream(PipeDirection.Out);
        using var told = new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, tells.ClientSafePipeHandle));
        Task follow = Screen.FollowAsync(told, report);
        await Task.Run(() => ReadAsync(directory, tells));
        await follow;
        Screen.Close(report);
        return report.IsSuccess ? 0 : 1;
    }

    private static async Task ReadAsync(string directory, AnonymousPipeServerStream tells)
    {
        await using (tells)
            await ReaderProcess.RunAsync(directory, "none", tells);
    }
}
