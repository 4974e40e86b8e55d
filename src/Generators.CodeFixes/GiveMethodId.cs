// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Composition;
using Ikc.Generators.Analysis;
using Ikc.Generators.Frozen;
using Ikc.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Ikc.CodeFixes;

/// <summary>Marks a method with an id that no other has, that is not reserved, and that was never shipped.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GiveMethodId)), Shared]
public sealed class GiveMethodId : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.MissingMethodId.Id];

    /// <inheritdoc/>
    protected override string Title => "Give it the next free id";

    /// <inheritdoc/>
    protected override async Task ApplyAsync(DocumentEditor editor, SyntaxNode place, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || editor.SemanticModel.GetDeclaredSymbol(method, cancellationToken) is not { } symbol)
        {
            return;
        }

        HashSet<int> used = await UsedAsync(editor.OriginalDocument.Project, symbol.ContainingType, cancellationToken).ConfigureAwait(false);
        // Those before it in the contract get theirs in the same go, or would in the next.
        int id = 0;
        foreach (IMethodSymbol other in symbol.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(m => IsCallable(m) && MethodIds.Given(m) == 0))
        {
            do
                id++;
            while (used.Contains(id));
            if (SymbolEqualityComparer.Default.Equals(other, symbol))
                break;
        }

        editor.AddAttribute(method, NumberedAttribute(editor.Generator, "IkcMethod", id));
    }

    private static bool IsCallable(IMethodSymbol method) => method is { MethodKind: MethodKind.Ordinary, IsAbstract: true, IsStatic: false };

    private static async Task<HashSet<int>> UsedAsync(Project project, INamedTypeSymbol contract, CancellationToken cancellationToken)
    {
        HashSet<int> used = [.. contract.GetMembers().Select(MethodIds.Given)];
        used.UnionWith(Attributes.FindAll(contract, Attributes.Reserved).Select(a => Attributes.Argument(a, 0)));
        if (UpdateFrozenFile.DocumentOf(project) is { } document && FrozenContract.IdOf(contract) is { } id)
        {
            FrozenFile file = FrozenFile.Parse(await document.GetTextAsync(cancellationToken).ConfigureAwait(false));
            if (file.Contracts.TryGetValue(id, out SortedDictionary<int, FrozenMethod>? shipped))
                used.UnionWith(shipped.Keys);
        }

        return used;
    }
}
