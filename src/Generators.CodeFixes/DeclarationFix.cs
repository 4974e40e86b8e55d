// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Ikc.CodeFixes;

/// <summary>A fix that changes the declarations at which its diagnostics stand, one of them or all of a document in one go.</summary>
public abstract class DeclarationFix : CodeFixProvider
{
    /// <summary>What the editor offers.</summary>
    protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) =>
            await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        ImmutableArray<Diagnostic> diagnostics = context.Diagnostics;
        context.RegisterCodeFix(CodeAction.Create(Title, cancel => FixAsync(document, diagnostics, cancel), equivalenceKey: Title), diagnostics);
        return Task.CompletedTask;
    }

    /// <summary>Changes one declaration.</summary>
    /// <param name="editor">Collects the changes of a document.</param>
    /// <param name="place">The innermost node at the diagnostic.</param>
    /// <param name="diagnostic">What is to be mended.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    protected abstract Task ApplyAsync(DocumentEditor editor, SyntaxNode place, Diagnostic diagnostic, CancellationToken cancellationToken);

    /// <summary>An attribute or type of a namespace, written as short as its file allows.</summary>
    protected static NameSyntax NameOf(string name) =>
        SyntaxFactory.ParseName("global::" + name).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>An attribute of Ikc with a number.</summary>
    protected static SyntaxNode NumberedAttribute(SyntaxGenerator generator, string name, int number) =>
        generator.Attribute(NameOf("Ikc." + name), [generator.AttributeArgument(generator.LiteralExpression(number))]);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(d => d.Location.SourceSpan.Start))
            await ApplyAsync(editor, editor.OriginalRoot.FindNode(diagnostic.Location.SourceSpan), diagnostic, cancellationToken).ConfigureAwait(false);
        return editor.GetChangedDocument();
    }
}
