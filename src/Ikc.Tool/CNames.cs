// SPDX-License-Identifier: MIT
using System.Text;

namespace Ikc.Tool;

/// <summary>C's spelling of C#'s names.</summary>
internal static class CNames
{
    private static readonly HashSet<string> s_reserved =
    [
        "alignas", "alignof", "and", "asm", "auto", "bool", "break", "case", "catch", "char", "class", "compl", "concept", "const", "constexpr",
        "continue", "decltype", "default", "delete", "do", "double", "else", "enum", "explicit", "export", "extern", "false", "float", "for",
        "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "nullptr", "operator", "or", "private",
        "protected", "public", "register", "requires", "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "template",
        "this", "throw", "true", "try", "typedef", "typeid", "typename", "typeof", "union", "unix", "linux", "unsigned", "using", "virtual", "void", "volatile",
        "while", "xor",
    ];

    /// <summary><c>BidSize</c> becomes <c>bid_size</c>; what C or C++ keeps for itself gets an underscore.</summary>
    public static string Of(string name)
    {
        StringBuilder text = new();
        name = name.TrimStart('_', '@');
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool begins = char.IsUpper(c) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (begins && text.Length > 0 && text[^1] != '_')
                text.Append('_');
            text.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_');
        }

        string result = text.Length == 0 || char.IsAsciiDigit(text[0]) ? "n" + text : text.ToString();
        return s_reserved.Contains(result) ? result + "_" : result;
    }

    /// <summary>A text between C's quotation marks.</summary>
    public static string Literal(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
