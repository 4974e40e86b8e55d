// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Ikc.Generators.Emit;

/// <summary>Numbers and literals as C# text, the same in every culture.</summary>
internal static class Text
{
    /// <summary>Namespace alias of generated files: what contracts and callers name.</summary>
    public const string Ikc = "__Ikc::";

    /// <summary>Namespace alias of generated files: what generated code calls.</summary>
    public const string CompilerServices = "__Runtime::";

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Hex(ulong value) => "0x" + value.ToString("X16", CultureInfo.InvariantCulture) + "UL";

    public static string Literal(string value)
    {
        foreach (char character in value)
        {
            if (character is < ' ' or > '~' or '"' or '\\')
                return Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(value, quote: true);
        }

        return "\"" + value + "\"";
    }
}
