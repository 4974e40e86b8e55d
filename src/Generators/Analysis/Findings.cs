// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Analysis;

/// <summary>
/// Takes what the parser finds. The analyzer gives a receiver; the generator gives none and only asks <see cref="HasErrors"/>, so that no
/// location is ever made for it.
/// </summary>
internal sealed class Findings(Action<Diagnostic>? receiver = null)
{
    public bool HasErrors { get; private set; }

    public void Add(DiagnosticDescriptor rule, Place place, params object[] arguments)
    {
        HasErrors |= rule.DefaultSeverity == DiagnosticSeverity.Error;
        receiver?.Invoke(Diagnostic.Create(rule, place.ToLocation(), arguments));
    }

    /// <summary>Something is wrong that the compiler reports, or that is reported at another contract.</summary>
    public void AddSilently() => HasErrors = true;
}
