// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Composition;
using Ikc.Generators.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Ikc.CodeFixes;

/// <summary>Writes what is new into the file of the shipped surface. What would break a peer in use it leaves as it was shipped.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UpdateFrozenFile)), Shared]
public sealed class UpdateFrozenFile : CodeFixProvider
{
    private const string Title = "Add to " + FrozenFile.Name;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [FrozenRules.OutOfDate.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => All.Instance;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Project project = context.Document.Project;
        context.RegisterCodeFix(
            CodeAction.Create(Title, cancel => UpdateAsync(project.Solution, [project.Id], cancel), equivalenceKey: Title), context.Diagnostics);
        return Task.CompletedTask;
    }

    /// <summary>The file of the shipped surface; null in a project that has shipped nothing.</summary>
    internal static TextDocument? DocumentOf(Project project) =>
        project.AdditionalDocuments.FirstOrDefault(file => Path.GetFileName(file.FilePath ?? file.Name) == FrozenFile.Name);

    private static async Task<Solution> UpdateAsync(Solution solution, IEnumerable<ProjectId> projects, CancellationToken cancellationToken)
    {
        foreach (ProjectId id in projects)
        {
            Project project = solution.GetProject(id)!;
            if (DocumentOf(project) is not { } document || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
                continue;
            SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            FrozenFile file = FrozenFile.Parse(text);
            foreach (INamedTypeSymbol type in TypesOf(compilation.Assembly.GlobalNamespace))
                FrozenContract.Of(type, compilation, cancellationToken)?.Update(file);
            solution = solution.WithAdditionalDocumentText(document.Id, SourceText.From(file.ToString(), text.Encoding));
        }

        return solution;
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container)
    {
        foreach (INamespaceOrTypeSymbol member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (INamedTypeSymbol inner in TypesOf(member))
                yield return inner;
        }
    }

    /// <summary>One update takes everything of a project.</summary>
    private sealed class All : FixAllProvider
    {
        public static readonly All Instance = new();

        public override Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            IEnumerable<ProjectId> projects = context.Scope == FixAllScope.Solution ? context.Solution.ProjectIds : [context.Project.Id];
            return Task.FromResult<CodeAction?>(
                CodeAction.Create(Title, cancel => UpdateAsync(context.Solution, projects, cancel), equivalenceKey: Title));
        }
    }
}
