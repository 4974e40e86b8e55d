// SPDX-License-Identifier: MIT
using System.Text;

namespace Ikc.Generators.Harness;

/// <summary>A source in which <c>{|ID:text|}</c> marks where a diagnostic is expected.</summary>
/// <param name="Source">The source without marks.</param>
/// <param name="Expected">Id, start and text of each mark.</param>
internal sealed record Marked(string Source, (string Id, int Start, string Text)[] Expected)
{
    public static Marked Parse(string text)
    {
        StringBuilder source = new();
        List<(string Id, int Start, string Text)> expected = [];
        int position = 0;
        while (text.IndexOf("{|", position, StringComparison.Ordinal) is int open and >= 0)
        {
            int colon = text.IndexOf(':', open);
            int close = text.IndexOf("|}", colon, StringComparison.Ordinal);
            source.Append(text, position, open - position);
            string inner = text[(colon + 1)..close];
            expected.Add((text[(open + 2)..colon], source.Length, inner));
            source.Append(inner);
            position = close + 2;
        }

        source.Append(text, position, text.Length - position);
        return new Marked(source.ToString(), [.. expected]);
    }
}
