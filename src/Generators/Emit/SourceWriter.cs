// SPDX-License-Identifier: MIT
using System.Text;

namespace Ikc.Generators.Emit;

/// <summary>Writes C# line by line; a block is a <c>using</c>.</summary>
internal sealed class SourceWriter
{
    private const int IndentChars = 4;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line, or an empty one.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
            _text.Append(' ', _depth * IndentChars).Append(text);
        _text.Append('\n');
    }

    /// <summary>Opens a block of braces that ends with the returned scope.</summary>
    public Scope Block(string header = "", string end = "}")
    {
        if (header.Length > 0)
            Line(header);
        Line("{");
        _depth++;
        return new Scope(this, end);
    }

    /// <summary>Indents what follows until the returned scope ends.</summary>
    public Scope Indent()
    {
        _depth++;
        return new Scope(this, "");
    }

    public override string ToString() => _text.ToString();

    /// <summary>Ends what it was returned for.</summary>
    internal readonly struct Scope(SourceWriter writer, string end) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (end.Length > 0)
                writer.Line(end);
        }
    }
}
