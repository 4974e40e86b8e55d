// SPDX-License-Identifier: MIT
using System.Globalization;
using Spectre.Console;

namespace Storage.Report;

/// <summary>The progress bar and the closing table; plain lines where nobody looks at a terminal.</summary>
internal static class Screen
{
    private const int ProblemsShown = 20;

    /// <summary>Follows the reader until its output ends.</summary>
    public static async Task FollowAsync(TextReader reader, ReaderReport report)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                report.Take(line);
                if (line.StartsWith("sandbox", StringComparison.Ordinal))
                    Console.WriteLine(report.Sandbox);
                if (line.StartsWith("total", StringComparison.Ordinal))
                    Console.WriteLine(FormattableString.Invariant($"{report.TotalFiles} files, {report.TotalBytes} bytes to take across"));
            }

            return;
        }

        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                ProgressTask task = context.AddTask("Reading through calls", autoStart: true, maxValue: 1);
                while (await reader.ReadLineAsync() is { } line)
                {
                    report.Take(line);
                    task.MaxValue = Math.Max(1, report.TotalBytes);
                    task.Value = report.Bytes;
                }
            });
        AnsiConsole.WriteLine(report.Sandbox ?? "");
    }

    public static void Close(ReaderReport report)
    {
        double seconds = report.Figure("seconds");
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn(new TableColumn("").RightAligned());
        table.HideHeaders();
        Add(table, "files", report.Files.ToString("N0", CultureInfo.InvariantCulture));
        Add(table, "bytes", report.Bytes.ToString("N0", CultureInfo.InvariantCulture));
        Add(table, "GB/s (read, hashed on both sides)", Format(report.Bytes / seconds / 1e9, "0.00"));
        Add(table, "calls/s (reading)", Format(report.Figure("calls") / seconds, "N0"));
        Add(table, "calls/s (small, one thread)", Format(report.Figure("callsPerSecond"), "N0"));
        Add(table, "small call p50 / p99 / p99.9, µs", string.Join(" / ", Us(report, "p50Ns"), Us(report, "p99Ns"), Us(report, "p999Ns")));
        Add(table, "doorbells rung", Format(report.Figure("doorbellsRung"), "N0"));
        Add(table, "doorbells avoided", Format(report.Figure("doorbellsAvoided"), "N0"));
        AnsiConsole.Write(table);
        foreach (string problem in report.Problems.Take(ProblemsShown))
            Console.Error.WriteLine(problem);
        if (report.Problems.Count > ProblemsShown)
            Console.Error.WriteLine($"and {report.Problems.Count - ProblemsShown} more");
        Console.WriteLine(report.IsSuccess ? "Every byte matches." : "NOT every byte matches.");
    }

    private static void Add(Table table, string name, string value) => table.AddRow(new Text(name), new Text(value));

    private static string Us(ReaderReport report, string figure) => Format(report.Figure(figure) / 1000, "0.00");

    private static string Format(double value, string format) =>
        double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
