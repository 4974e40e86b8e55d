// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>How a value inside a message is written and read.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Type">Its C# type, with <c>global::</c> and nullable annotations.</param>
/// <param name="Name">
/// For <see cref="CodecKind.Reader"/> and <see cref="CodecKind.Helper"/> the suffix of the method, for <see cref="CodecKind.Enum"/> the
/// underlying type, for <see cref="CodecKind.Formatter"/> the formatter.
/// </param>
internal sealed record CodecSpec(CodecKind Kind, string Type, string Name)
{
    /// <summary>Whether the type is a reference type.</summary>
    public bool IsReference { get; init; }

    /// <summary>Whether nil stands for null.</summary>
    public bool AllowsNull { get; init; }

    /// <summary>Whether nil is one of the values, and not the absence of one.</summary>
    public bool MeansNull => Kind == CodecKind.Nullable || (IsReference && AllowsNull);

    /// <summary>Suffix of the reader's method for <see cref="CodecKind.Enum"/>; the value's codec for <see cref="CodecKind.Nullable"/>.</summary>
    public CodecSpec? Inner { get; init; }
}
