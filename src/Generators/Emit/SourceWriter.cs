// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Text;

namespace Ikc.Generators.Emit;

/// <summary>Writes C# line by line; a block is a <c>using</c>. An interpolated line is written piece by piece, and never made a text of its own.</summary>
internal sealed class SourceWriter
{
    private const int IndentChars = 4;
    private const int CapacityChars = 16 * 1024;
    private const int SpareCharsMax = 256 * 1024;

    [ThreadStatic]
    private static StringBuilder? t_spare;

    private readonly StringBuilder _text;
    private int _depth;

    public SourceWriter()
    {
        _text = t_spare ?? new StringBuilder(CapacityChars);
        t_spare = null;
    }

    /// <summary>Writes an empty line.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Writes a line.</summary>
    public void Line(string text) => Indented().Append(text).Append('\n');

    /// <inheritdoc cref="Line(string)"/>
    public void Line([InterpolatedStringHandlerArgument("")] ref LineText line) => line.End();

    /// <summary>Opens a block of braces that ends with the returned scope.</summary>
    public Scope Block()
    {
        Line("{");
        _depth++;
        return new Scope(this, "}");
    }

    /// <summary>Opens a block of braces after its header; it may end with more than a brace.</summary>
    public Scope Block(string header, string end = "}")
    {
        Line(header);
        Line("{");
        _depth++;
        return new Scope(this, end);
    }

    /// <inheritdoc cref="Block(string, string)"/>
    public Scope Block([InterpolatedStringHandlerArgument("")] ref LineText header)
    {
        header.End();
        return Block();
    }

    /// <summary>Indents what follows until the returned scope ends.</summary>
    public Scope Indent()
    {
        _depth++;
        return new Scope(this, "");
    }

    /// <summary>What was written. Nothing more is: the next writer takes over the memory.</summary>
    public string Finish()
    {
        string text = _text.ToString();
        if (_text.Capacity <= SpareCharsMax)
            t_spare = _text.Clear();
        return text;
    }

    private StringBuilder Indented() => _text.Append(' ', _depth * IndentChars);

    /// <summary>A line that is being written.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct LineText
    {
        private readonly StringBuilder _text;

        /// <summary>The compiler says how many characters and pieces there will be; the memory is there already.</summary>
        public LineText(int literalChars, int pieces, SourceWriter writer) => _text = writer.Indented();

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(string? text) => _text.Append(text);

        public void End() => _text.Append('\n');
    }

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
