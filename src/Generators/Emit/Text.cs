// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Ikc.Generators.Emit;

/// <summary>Numbers and literals as C# text, the same in every culture.</summary>
internal static class Text
{
    public const string CompilerServices = "global::Ikc.CompilerServices.";

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Hex(ulong value) => "0x" + value.ToString("X16", CultureInfo.InvariantCulture) + "UL";

    public static string Literal(string value) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(value, quote: true);
}
