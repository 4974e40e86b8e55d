// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Frozen;

/// <summary>The rules that hold a contract to what was shipped of it. DIAGNOSTICS.md explains each.</summary>
internal static class FrozenRules
{
    /// <summary>Property of a diagnostic: the method id that it is about.</summary>
    public const string IdProperty = "Id";

    private const string Category = "Ikc";

    public static readonly DiagnosticDescriptor OutOfDate = Rule("IKC0100", "The file of the shipped surface is not up to date",
        "{0}; before this is shipped, add it to " + FrozenFile.Name, DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor Removed = Rule("IKC0101", "A shipped method cannot be removed without a trace",
        "The id {0} was shipped as '{1}', and peers in use may still call it; mark '{2}' with [IkcReserved({0})]");

    public static readonly DiagnosticDescriptor Changed = Rule("IKC0102", "A shipped method cannot change what it carries",
        "'{0}' was shipped as {1} and is {2} now, which no peer in use understands; declare a method with a new id for it");

    public static readonly DiagnosticDescriptor Reused = Rule("IKC0103", "A retired id cannot be used again",
        "The id {0} of '{1}' was shipped once and retired; use {2}, which was never used");

    public static readonly DiagnosticDescriptor ContractGone = Rule("IKC0104", "A shipped contract cannot disappear",
        "The contract \"{0}\" was shipped and is not in this project; restore it, or delete its lines if no peer uses it any more",
        tags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor Unreadable = Rule("IKC0105", "The file of the shipped surface must be readable",
        "This line {0}; write 'contract ID', 'NUMBER NAME SHAPE' or 'NUMBER reserved', or let the code fix write the file",
        tags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [OutOfDate, Removed, Changed, Reused, ContractGone, Unreadable];

    private static DiagnosticDescriptor Rule(
        string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error, string[]? tags = null) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: "DIAGNOSTICS.md#" + id.ToLowerInvariant(), customTags: tags ?? []);
}
