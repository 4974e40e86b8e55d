// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Composition;
using Ikc.Generators.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Ikc.CodeFixes;

/// <summary>Marks a struct of the solution, which stands as a type somewhere in a contract, with <c>[IkcStruct]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkStruct)), Shared]
public sealed class MarkStruct : CodeFixProvider
{
    private const string Title = "Mark the struct with [IkcStruct]";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.StructNotMarked.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        // The struct may be an element of what is written there: of an array, a span, a stream.
        INamedTypeSymbol? type = root.FindNode(context.Span).DescendantNodesAndSelf()
            .Select(node => model.GetSymbolInfo(node, context.CancellationToken).Symbol)
            .OfType<INamedTypeSymbol>()
            .FirstOrDefault(IsCandidate);
        if (type?.DeclaringSyntaxReferences[0] is not { } declaration || context.Document.Project.Solution.GetDocument(declaration.SyntaxTree) is not { } there)
            return;
        context.RegisterCodeFix(CodeAction.Create(Title, cancel => MarkAsync(there, declaration, cancel), equivalenceKey: Title), context.Diagnostics);
    }

    private static bool IsCandidate(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false }
        && !type.GetAttributes().Any(a => a.AttributeClass?.Name is "IkcStructAttribute" or "MessagePackObjectAttribute");

    private static async Task<Document> MarkAsync(Document document, SyntaxReference declaration, CancellationToken cancellationToken)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        SyntaxNode name = SyntaxFactory.ParseName("global::Ikc.IkcStruct").WithAdditionalAnnotations(Simplifier.Annotation);
        editor.AddAttribute(await declaration.GetSyntaxAsync(cancellationToken).ConfigureAwait(false), editor.Generator.Attribute(name));
        return editor.GetChangedDocument();
    }
}
