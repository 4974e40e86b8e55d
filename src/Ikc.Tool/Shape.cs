// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Ikc.Tool;

/// <summary>A shape text of PROTOCOL, section 12, taken apart.</summary>
/// <param name="Kind">The text up to the first bracket: <c>i4</c>, <c>str</c>, <c>block</c>, <c>s:</c>, <c>(</c> for a tuple, <c>?</c> for a nullable.</param>
/// <param name="Items">What it consists of.</param>
/// <param name="Fields">A struct's fields.</param>
/// <param name="SizeBytes">Bytes in a payload; -1 where that is not constant.</param>
internal sealed record Shape(string Kind, IReadOnlyList<Shape> Items, IReadOnlyList<Field> Fields, int SizeBytes)
{
    /// <summary>Whether a struct's fields need an attribute, in C, to stand where they stand.</summary>
    public bool IsPacked => Fields.Any(one => one.Offset % one.Alignment != 0) || SizeBytes % Fields.Max(one => one.Alignment) != 0;

    /// <summary>Whether fields lie on each other.</summary>
    public bool Overlaps
    {
        get
        {
            int end = 0;
            foreach (Field one in Fields.OrderBy(one => one.Offset))
            {
                if (one.Offset < end)
                    return true;
                end = one.Offset + (one.SizeBytes * one.Count);
            }

            return false;
        }
    }

    /// <summary>All structs in it, in the order of the text.</summary>
    public IEnumerable<Shape> Structs => Kind == "s:" ? [this] : Items.SelectMany(item => item.Structs);

    /// <summary>Whether C has no form for it.</summary>
    public bool IsBeyondC => Kind is "msg" or "stream" || Overlaps || Items.Any(item => item.IsBeyondC);

    /// <summary>Takes a method's text apart: its arguments, and its result unless it is void.</summary>
    public static (IReadOnlyList<Shape> Arguments, Shape? Result) OfMethod(string text)
    {
        var cursor = new Cursor(text);
        _ = cursor.Word();
        cursor.Expect('(');
        List<Shape> arguments = [];
        while (!cursor.Take(')'))
        {
            if (arguments.Count > 0)
                cursor.Expect(',');
            arguments.Add(cursor.Shape());
        }

        cursor.Expect('-');
        cursor.Expect('>');
        return (arguments, cursor.Rest == "void" ? null : cursor.Shape());
    }

    private static int SizeOf(string kind)
    {
        int digits = kind.Length;
        while (digits > 0 && char.IsAsciiDigit(kind[digits - 1]))
            digits--;
        return digits == kind.Length ? -1 : int.Parse(kind.AsSpan(digits), CultureInfo.InvariantCulture);
    }

    private sealed class Cursor(string text)
    {
        private int _at;

        public string Rest => text[_at..];

        public bool Take(char wanted)
        {
            if (_at >= text.Length || text[_at] != wanted)
                return false;
            _at++;
            return true;
        }

        public void Expect(char wanted)
        {
            if (!Take(wanted))
                throw new ContractException($"The shape '{text}' is not one that this tool knows.");
        }

        public string Word()
        {
            int start = _at;
            while (_at < text.Length && char.IsAsciiLetterOrDigit(text[_at]))
                _at++;
            return text[start.._at];
        }

        public Shape Shape()
        {
            Shape shape;
            if (Take('('))
            {
                List<Shape> items = [];
                do
                    items.Add(Shape());
                while (Take(','));
                Expect(')');
                shape = new Shape("(", items, [], items.Sum(item => item.SizeBytes));
            }
            else
            {
                string word = Word();
                if (word == "s" && Take(':'))
                    shape = Struct();
                else if (Take('<'))
                {
                    shape = new Shape(word, [Shape()], [], -1);
                    Expect('>');
                }
                else
                    shape = new Shape(word, [], [], SizeOf(word));
            }

            return Take('?') ? new Shape("?", [shape], [], shape.SizeBytes + 1) : shape;
        }

        private Shape Struct()
        {
            Expect('{');
            List<Field> fields = [];
            do
            {
                string kind = Word();
                int count = 1;
                if (Take('['))
                {
                    count = Number();
                    Expect(']');
                }

                Expect('@');
                fields.Add(new Field(kind, SizeOf(kind), count, Number()));
            }
            while (Take(','));
            Expect(';');
            int size = Number();
            Expect('}');
            return new Shape("s:", [], fields, size);
        }

        private int Number() => int.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ContractException($"The shape '{text}' is not one that this tool knows.");
    }
}

/// <summary>A field of a fixed struct; more than one of the kind where <paramref name="Count"/> says so.</summary>
internal sealed record Field(string Kind, int SizeBytes, int Count, int Offset)
{
    public int Alignment => Kind == "g16" ? 4 : Math.Min(SizeBytes, 8);
}
