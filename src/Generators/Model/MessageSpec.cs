// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>A type for which a formatter is generated.</summary>
/// <param name="Type">Its C# type, with <c>global::</c>, without an annotation of its own.</param>
/// <param name="Formatter">Simple name of the formatter.</param>
/// <param name="Form">How it is encoded.</param>
/// <param name="Members">Members of objects, items of tuples, cases of unions, elements of collections, key and value of maps.</param>
internal sealed record MessageSpec(string Type, string Formatter, MessageForm Form, EquatableArray<MemberSpec> Members)
{
    /// <summary>Whether the type is a value type.</summary>
    public bool IsValueType { get; init; }

    /// <summary>Whether members are set one by one on a new object; else they are all given at its creation.</summary>
    public bool IsFilled { get; init; }

    /// <summary>Whether an object without anything given can be made, to take its initial values.</summary>
    public bool HasInitialValues { get; init; }

    /// <summary>Whether it wants to know of its being written and read.</summary>
    public bool HasCallbacks { get; init; }

    /// <summary>What a collection is read into: <see cref="CollectionTarget"/>.</summary>
    public CollectionTarget Target { get; init; }

    /// <summary>The C# type that a collection is read into.</summary>
    public string TargetType { get; init; } = "";

    /// <summary>How the number of a collection's elements is had: <c>Length</c>, <c>Count</c> or, where it must be counted, empty.</summary>
    public string CountMember { get; init; } = "";
}
