// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Composition;
using Ikc.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ikc.CodeFixes;

/// <summary>Declares a local that holds a lease with <c>using</c>, and disposes a lease that nobody keeps.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DisposeLease)), Shared]
public sealed class DisposeLease : CodeFixProvider
{
    private const string UsingTitle = "Declare it with 'using'";
    private const string DisposeTitle = "Dispose it here";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [UsageRules.NotDisposed.Id, UsageRules.ThrownAway.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            (string title, SyntaxNode? before, SyntaxNode? after) = diagnostic.Id == UsageRules.NotDisposed.Id
                ? WithUsing(place, diagnostic)
                : WithDispose(place);
            if (before is null || after is null)
                continue;
            Document mended = context.Document.WithSyntaxRoot(root.ReplaceNode(before, after));
            context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(mended), equivalenceKey: title), diagnostic);
        }
    }

    private static (string Title, SyntaxNode? Before, SyntaxNode? After) WithUsing(SyntaxNode place, Diagnostic diagnostic)
    {
        // Not directly in a case of a switch, where C# has no such declarations.
        if (!diagnostic.Properties.ContainsKey(UsageRules.UsingProperty)
            || place.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Declaration.Variables.Count: 1, Parent: BlockSyntax or GlobalStatementSyntax } declaration)
        {
            return default;
        }

        SyntaxToken keyword = SyntaxFactory.Token(declaration.GetLeadingTrivia(), SyntaxKind.UsingKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        return (UsingTitle, declaration, declaration.WithoutLeadingTrivia().WithUsingKeyword(keyword));
    }

    /// <summary>Where the call is all of its statement, or assigned to a discard.</summary>
    private static (string Title, SyntaxNode? Before, SyntaxNode? After) WithDispose(SyntaxNode place)
    {
        if (place is not ExpressionSyntax call || call.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement
            || (statement.Expression != call && !(statement.Expression is AssignmentExpressionSyntax assignment && assignment.Right == call)))
        {
            return default;
        }

        ExpressionSyntax lease = call.WithoutTrivia();
        ExpressionSyntax receiver = lease is AwaitExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(lease) : lease;
        ExpressionSyntax dispose = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, SyntaxFactory.IdentifierName("Dispose")));
        return (DisposeTitle, statement.Expression, dispose.WithTriviaFrom(statement.Expression));
    }
}
