// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace Ikc.Generators.Parsing;

/// <summary>The notation of wire shapes, and the hash that peers compare.</summary>
internal static class ShapeText
{
    private const ulong FnvOffset = 14695981039346656037UL;
    private const ulong FnvPrime = 1099511628211UL;

    /// <summary>64-bit FNV-1a of the UTF-8 text.</summary>
    public static ulong Hash(string text)
    {
        ulong hash = FnvOffset;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ value) * FnvPrime);
        return hash;
    }

    /// <summary>Reads a struct's fields from its layout's text.</summary>
    public static bool TryParseLayout(string shape, out (string Shape, int Offset)[] fields)
    {
        fields = [];
        int end = shape.LastIndexOf(';');
        if (!shape.StartsWith("s:{", StringComparison.Ordinal) || end < 0)
            return false;

        List<(string, int)> parts = [];
        foreach (string part in shape.Substring(3, end - 3).Split(','))
        {
            int at = part.IndexOf('@');
            if (at <= 0 || !int.TryParse(part.Substring(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int offset))
                return false;
            parts.Add((part.Substring(0, at), offset));
        }

        fields = [.. parts];
        return true;
    }

    /// <summary>
    /// The alignment that a struct with these fields has: the largest of its fields' natural ones that its offsets do not contradict.
    /// </summary>
    public static int Alignment((string Shape, int Offset)[] fields)
    {
        int alignment = 1;
        foreach ((string shape, int offset) in fields)
        {
            string element = shape.Split('[')[0];
            int natural = element == "g16" ? 4 : int.Parse(element.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture);
            while (offset % natural != 0)
                natural /= 2;
            alignment = Math.Max(alignment, natural);
        }

        return alignment;
    }
}
