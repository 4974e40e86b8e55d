// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Composition;
using Ikc.Generators.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Ikc.CodeFixes;

/// <summary>Writes <c>partial</c> at a contract, or at a type around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartial)), Shared]
public sealed class MakePartial : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.NotPartial.Id];

    /// <inheritdoc/>
    protected override string Title => "Make it partial";

    /// <inheritdoc/>
    protected override Task ApplyAsync(DocumentEditor editor, SyntaxNode place, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type)
            editor.SetModifiers(type, editor.Generator.GetModifiers(type).WithPartial(true));
        return Task.CompletedTask;
    }
}
