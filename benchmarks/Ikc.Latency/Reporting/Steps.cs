// SPDX-License-Identifier: MIT
using Spectre.Console;

namespace Ikc.Latency.Reporting;

/// <summary>How far a run is: a bar where somebody looks, lines on the standard error stream elsewhere.</summary>
internal sealed class Steps
{
    private readonly ProgressTask? _task;

    private readonly ProgressContext? _context;

    private Steps(ProgressContext? context)
    {
        _context = context;
        _task = context?.AddTask("begin");
    }

    public static void Show(Action<Steps> body)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            body(new Steps(null));
            return;
        }

        // Drawn between the steps, not by a timer: that would take the measuring core in the middle of a series.
        AnsiConsole.Progress().AutoRefresh(false).AutoClear(true).Start(context => body(new Steps(context)));
    }

    public void At(int step, int steps, string name)
    {
        if (_task is null)
        {
            Console.Error.WriteLine($"{step + 1}/{steps} {name}");
            return;
        }

        _task.Description = Markup.Escape(name);
        _task.MaxValue = steps;
        _task.Value = step;
        _context!.Refresh();
    }

    /// <summary>Something that is no step of the run: a build.</summary>
    public void Say(string text)
    {
        if (_task is null)
            Console.Error.WriteLine(text);
        else
            AnsiConsole.WriteLine(text);
    }
}
