// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Composition;
using Ikc.Generators.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Ikc.CodeFixes;

/// <summary>Gives a method a last CancellationToken: the one it has elsewhere, or a new one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PlaceToken)), Shared]
public sealed class PlaceToken : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.TokenNotLast.Id, Rules.TokenMissing.Id, Rules.StreamTokenMissing.Id];

    /// <inheritdoc/>
    protected override string Title => "Take a CancellationToken last";

    /// <inheritdoc/>
    protected override Task ApplyAsync(DocumentEditor editor, SyntaxNode place, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
            return Task.CompletedTask;
        int index = place.FirstAncestorOrSelf<ParameterSyntax>() is { } there ? method.ParameterList.Parameters.IndexOf(there) : -1;
        editor.ReplaceNode(method, (node, _) =>
        {
            ParameterListSyntax list = ((MethodDeclarationSyntax)node).ParameterList;
            ParameterSyntax token = index >= 0 ? list.Parameters[index] : NewToken();
            SeparatedSyntaxList<ParameterSyntax> others = index >= 0 ? list.Parameters.RemoveAt(index) : list.Parameters;
            return ((MethodDeclarationSyntax)node).WithParameterList(list.WithParameters(others.Add(token.WithoutTrivia())));
        });
        return Task.CompletedTask;
    }

    private static ParameterSyntax NewToken() =>
        SyntaxFactory.Parameter(SyntaxFactory.Identifier("cancellationToken"))
            .WithType(NameOf("System.Threading.CancellationToken"))
            .WithDefault(SyntaxFactory.EqualsValueClause(SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression)));
}
