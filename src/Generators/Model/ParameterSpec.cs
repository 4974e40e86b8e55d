// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>A parameter of a contract's method.</summary>
/// <param name="Name">Its name, escaped where it is a keyword.</param>
/// <param name="Type">Its C# type, with <c>global::</c> and nullable annotations.</param>
/// <param name="Wire">How it crosses; null for the cancellation token, which is no argument.</param>
internal sealed record ParameterSpec(string Name, string Type, WireSpec? Wire)
{
    /// <summary>Passed by <c>in</c>.</summary>
    public bool IsIn { get; init; }

    /// <summary>Modifiers before the type, each followed by a blank.</summary>
    public string Modifiers { get; init; } = "";

    /// <summary>Whether it is a <c>params</c> parameter.</summary>
    public bool IsParams { get; init; }

    /// <summary>Its default value as C# text.</summary>
    public string? Default { get; init; }

    public bool IsToken => Wire is null;

    public bool IsStream => Wire is { Kind: WireKind.Stream };
}
