// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>A part of a message.</summary>
/// <param name="Name">Its C# name, escaped where it is a keyword.</param>
/// <param name="Key">Its integer key; a union's case number.</param>
/// <param name="StringKey">Its key in a map.</param>
/// <param name="Codec">How it is coded.</param>
internal sealed record MemberSpec(string Name, int Key, string StringKey, CodecSpec Codec)
{
    /// <summary>Its place among the constructor's parameters; -1 where it is not given there.</summary>
    public int Argument { get; init; } = -1;

    /// <summary>Whether it can be set, at creation or later.</summary>
    public bool IsSettable { get; init; }

    /// <summary>Whether it can be read.</summary>
    public bool IsReadable { get; init; } = true;
}
