// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Storage.Reader;

/// <summary>What the reader tells whoever started it: one line each, fields parted by tabs. Thread-safe.</summary>
internal sealed class ReaderOutput(Stream tells)
{
    private readonly TextWriter _out = TextWriter.Synchronized(new StreamWriter(tells) { AutoFlush = true });

    public void Sandbox(string text) => Line($"sandbox\t{text}");

    public void Total(int files, long bytes) => Line($"total\t{files}\t{bytes}");

    public void File(string path, long bytes, bool matches) => Line($"{(matches ? "same" : "differs")}\t{bytes}\t{path}");

    public void Unreadable(string path, string why) => Line($"unreadable\t{path}\t{why.ReplaceLineEndings(" ")}");

    public void Scratch(bool matches) => Line($"scratch\t{(matches ? "same" : "differs")}");

    public void Figure(string name, double value) => Line($"figure\t{name}\t{value.ToString("R", CultureInfo.InvariantCulture)}");

    private void Line(FormattableString line) => _out.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
