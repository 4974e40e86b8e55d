// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Ikc.Generators.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Ikc.CodeFixes;

/// <summary>Keeps the id of a method that is gone from being used again.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReserveId)), Shared]
public sealed class ReserveId : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [FrozenRules.Removed.Id];

    /// <inheritdoc/>
    protected override string Title => "Reserve its id";

    /// <inheritdoc/>
    protected override Task ApplyAsync(DocumentEditor editor, SyntaxNode place, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (place.FirstAncestorOrSelf<InterfaceDeclarationSyntax>() is { } contract
            && diagnostic.Properties.TryGetValue(FrozenRules.IdProperty, out string? id))
        {
            editor.AddAttribute(contract, NumberedAttribute(editor.Generator, "IkcReserved", int.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture)));
        }

        return Task.CompletedTask;
    }
}
