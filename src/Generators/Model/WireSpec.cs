// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>An argument or a result, as the emitter needs it.</summary>
/// <param name="Kind">Its form in the payload.</param>
/// <param name="Type">Its C# type, with <c>global::</c> and nullable annotations.</param>
/// <param name="Shape">Its part of the shape text.</param>
internal sealed record WireSpec(WireKind Kind, string Type, string Shape)
{
    /// <summary>Bytes in the payload, where that is constant; else -1.</summary>
    public int SizeBytes { get; init; } = -1;

    /// <summary>Whether null may cross (strings, arrays, messages).</summary>
    public bool AllowsNull { get; init; }

    /// <summary>Suffix of the reader's and writer's method for <see cref="WireKind.Validated"/>, such as <c>Decimal</c>.</summary>
    public string Method { get; init; } = "";

    /// <summary>Element type of spans, arrays, memories and leases; a callback's contract.</summary>
    public string ElementType { get; init; } = "";

    /// <summary>Bytes of one element.</summary>
    public int ElementBytes { get; init; }

    /// <summary>The value of a nullable, the items of a tuple.</summary>
    public EquatableArray<WireSpec> Items { get; init; }

    /// <summary>How a message is coded.</summary>
    public CodecSpec? Codec { get; init; }

    /// <summary>How the message is coded that this is, or that a stream's items are.</summary>
    public CodecSpec? MessageCodec => Kind == WireKind.Stream ? Items[0].Codec : Codec;

    public bool IsBlock => Kind is WireKind.Span or WireKind.Array or WireKind.Memory or WireKind.LeasedArgument;

    /// <summary>Whether a null must be refused before it is written.</summary>
    public bool RefusesNull => !AllowsNull && (Kind is WireKind.String or WireKind.Array or WireKind.Stream or WireKind.Callback || (Codec?.IsReference ?? false));
}
