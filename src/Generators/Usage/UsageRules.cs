// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Usage;

/// <summary>The rules for code that calls contracts and implements them. DIAGNOSTICS.md explains each.</summary>
internal static class UsageRules
{
    /// <summary>Property of a diagnostic: declaring the local with <c>using</c> mends it.</summary>
    public const string UsingProperty = "Using";

    private const string Category = "Ikc";

    public static readonly DiagnosticDescriptor NotDisposed = Warning("IKC0120", "A lease must be disposed on every path",
        "The lease in '{0}' is not disposed on every path, and its memory stays taken; declare it with 'using', or hand it on");

    public static readonly DiagnosticDescriptor ThrownAway = Warning("IKC0121", "A lease cannot be thrown away",
        "Nobody keeps the lease that '{0}' gives, and so nobody can dispose it; put it into a local declared with 'using', or dispose it here");

    public static readonly DiagnosticDescriptor KeptForEver = Warning("IKC0122", "A stored lease needs somebody who disposes it",
        "A lease is stored in '{0}', which nothing in '{1}' disposes; let '{1}' implement IDisposable, and dispose it there");

    public static readonly DiagnosticDescriptor UsedAfterDispose = Warning("IKC0123", "A disposed lease cannot be used",
        "'{0}' was disposed above, and using it throws; dispose it after its last use, or declare it with 'using'");

    public static readonly DiagnosticDescriptor BlockedPump = Warning("IKC0130", "A service method that runs inline cannot block",
        "'{0}' blocks in '{1}', which runs in the node's pump and delays the other calls of the node; await, or serve it with IkcConcurrency.PerChannel",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor BlockedOnTask = Warning("IKC0131", "A synchronous method cannot wait for asynchronous work",
        "'{0}' holds a thread in '{1}' until work that is asynchronous has ended; let the contract's method return ValueTask, and await here");

    /// <summary>All of them. It stands last, since fields come into being in their order.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NotDisposed, ThrownAway, KeptForEver, UsedAfterDispose,
        BlockedPump, BlockedOnTask,
    ];

    private static DiagnosticDescriptor Warning(string id, string title, string message, params string[] tags) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "DIAGNOSTICS.md#" + id.ToLowerInvariant(),
            customTags: tags);
}
