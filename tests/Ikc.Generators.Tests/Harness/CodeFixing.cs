// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Ikc.Generators.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Ikc.Generators.Harness;

/// <summary>A project in memory with the analyzers, of which a code fix mends something, as an editor would.</summary>
internal sealed class CodeFixing
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers = [.. Compile.Analyzers, new FrozenSurfaceAnalyzer()];

    private readonly CodeFixProvider _provider;
    private Project _project;

    public CodeFixing(CodeFixProvider provider, string? shipped, params string[] sources)
    {
        _provider = provider;
        var workspace = new AdhocWorkspace();
        _project = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithParseOptions(Compile.ParseOptions)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .WithMetadataReferences(Compile.References);
        for (int i = 0; i < sources.Length; i++)
            _project = _project.AddDocument($"Source{i}.cs", sources[i]).Project;
        if (shipped is not null)
            _project = _project.AddAdditionalDocument(FrozenFile.Name, shipped, filePath: "/project/" + FrozenFile.Name).Project;
    }

    /// <summary>What is in a source now.</summary>
    public async Task<string> SourceAsync(int index = 0) =>
        (await _project.Documents.Single(document => document.Name == $"Source{index}.cs").GetTextAsync()).ToString();

    /// <summary>What is in the file of the shipped surface now.</summary>
    public async Task<string> ShippedAsync() => (await _project.AdditionalDocuments.Single().GetTextAsync()).ToString();

    /// <summary>What the analyzers report now.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync()
    {
        Compilation compilation = (await _project.GetCompilationAsync())!;
        AnalyzerOptions options = new([.. _project.AdditionalDocuments.Select(document => (AdditionalText)new Text(document))]);
        return [.. (await compilation.WithAnalyzers(s_analyzers, options).GetAnalyzerDiagnosticsAsync()).OrderBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>Mends the first of what can be mended.</summary>
    public async Task FixOneAsync() => await ApplyAsync(await OfferAsync((await FixableAsync())[0]));

    /// <summary>Whether anything is offered for the first that is reported.</summary>
    public async Task<bool> IsOfferedAsync() => await OfferAsync((await FixableAsync())[0]) is not null;

    /// <summary>Mends all of one id in the project.</summary>
    public async Task FixAllAsync()
    {
        ImmutableArray<Diagnostic> diagnostics = await FixableAsync();
        CodeAction? offered = await OfferAsync(diagnostics[0]);
        Document document = _project.GetDocument(diagnostics[0].Location.SourceTree)!;
        var context = new FixAllContext(
            document, _provider, FixAllScope.Project, offered!.EquivalenceKey!, [diagnostics[0].Id], new Found(diagnostics), CancellationToken.None);
        await ApplyAsync(await _provider.GetFixAllProvider()!.GetFixAsync(context));
    }

    private async Task<CodeAction?> OfferAsync(Diagnostic diagnostic)
    {
        CodeAction? offered = null;
        Document document = _project.GetDocument(diagnostic.Location.SourceTree)!;
        await _provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered ??= action, CancellationToken.None));
        return offered;
    }

    private async Task<ImmutableArray<Diagnostic>> FixableAsync()
    {
        ImmutableArray<Diagnostic> found = [.. (await AnalyzeAsync()).Where(d => _provider.FixableDiagnosticIds.Contains(d.Id))];
        Assert.NotEmpty(found);
        return found;
    }

    private async Task ApplyAsync(CodeAction? action)
    {
        Assert.NotNull(action);
        ApplyChangesOperation change = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        _project = change.ChangedSolution.GetProject(_project.Id)!;
    }

    private sealed class Text(TextDocument document) : AdditionalText
    {
        public override string Path => document.FilePath!;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => document.GetTextAsync(cancellationToken).Result;
    }

    private sealed class Found(ImmutableArray<Diagnostic> all) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(all);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return all.Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
