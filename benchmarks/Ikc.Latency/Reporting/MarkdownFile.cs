// SPDX-License-Identifier: MIT
using System.Text;
using Ikc.Latency.Measuring;
using Ikc.Latency.Scenarios;

namespace Ikc.Latency.Reporting;

/// <summary>The figures for people: which machine, which command, what spoils them, and all rows.</summary>
internal static class MarkdownFile
{
    public static void Write(string path, Results results)
    {
        MachineFacts machine = results.Machine;
        var text = new StringBuilder();
        text.Append($"# {machine.Cpu}, {machine.Cores} cores{(machine.Hypervisor == "yes" ? ", virtual" : "")}\n\n");
        text.Append($"    {results.Command}\n\n");
        text.Append($"{machine.Kernel.Trim()}; {machine.Dotnet}; governor {machine.Governor}; {DateTime.UtcNow:yyyy-MM-dd}.\n");
        text.Append(ResultTable.Footer(results)).Append("\n\n");
        text.Append("| preflight | | |\n| --- | --- | --- |\n");
        foreach (PreflightCheck check in Preflight.Look(results.MedianNs(Floors.CacheLine)))
            text.Append($"| {(check.IsGood ? "pass" : "**warn**")} | {check.What} | {check.Found} |\n");
        text.Append("\n| ").AppendJoin(" | ", ResultTable.Columns).Append(" |\n|").Insert(text.Length, " --- |", ResultTable.Columns.Length).Append('\n');
        foreach (Series series in results.All)
            text.Append("| ").AppendJoin(" | ", ResultTable.Row(results, series)).Append(" |\n");
        if (results.Facts.Count > 0)
        {
            text.Append("\n| what | run as | |\n| --- | --- | --- |\n");
            foreach (Fact fact in results.Facts)
                text.Append($"| {fact.Name} | {fact.Runtime} | {fact.Value:F2} {fact.Unit} |\n");
        }

        File.WriteAllText(path, text.ToString());
    }
}
