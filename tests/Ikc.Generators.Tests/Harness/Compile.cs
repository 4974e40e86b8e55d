// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Ikc.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ikc.Generators.Harness;

/// <summary>Compilations in memory, as a strict user's project would make them: nullable, no unsafe, no implicit usings, overflow checks.</summary>
internal static class Compile
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Ikc.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Those that look at code alone.</summary>
    public static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new IkcAnalyzer(), new LeaseAnalyzer(), new BlockingAnalyzer()];

    public static CSharpCompilation Sources(params string[] sources) => Named("Test", [], sources);

    public static CSharpCompilation Named(string name, MetadataReference[] references, params string[] sources) =>
        CSharpCompilation.Create(
            name,
            sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{i}.cs")),
            [.. References, .. references],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9999,
                allowUnsafe: false,
                checkOverflow: true,
                deterministic: true,
                specificDiagnosticOptions: new Dictionary<string, ReportDiagnostic> { ["CS1591"] = ReportDiagnostic.Suppress, ["CS1701"] = ReportDiagnostic.Suppress }));

    public static GeneratorDriver Driver(bool isTracked = false) =>
        CSharpGeneratorDriver.Create(
            [new IkcGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, isTracked));

    /// <summary>The compilation with what the generator adds; the generator itself must report nothing.</summary>
    public static Compilation Generate(Compilation compilation)
    {
        _ = Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out ImmutableArray<Diagnostic> reported);
        Assert.Empty(reported);
        return updated;
    }

    /// <summary>The generated files by hint name.</summary>
    public static SortedDictionary<string, string> Outputs(Compilation compilation)
    {
        GeneratorRunResult result = Driver().RunGenerators(compilation).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        SortedDictionary<string, string> outputs = new(StringComparer.Ordinal);
        foreach (GeneratedSourceResult source in result.GeneratedSources)
            outputs.Add(source.HintName, source.SourceText.ToString());
        return outputs;
    }

    /// <summary>Generates and holds that the whole has neither an error nor a warning.</summary>
    public static Compilation AssertClean(Compilation compilation)
    {
        Compilation updated = Generate(compilation);
        Diagnostic[] found = [.. updated.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(found.Length == 0, string.Join("\n", found.Take(20).Select(d => d + " in: " + d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line])));
        return updated;
    }

    /// <summary>What the analyzers report.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation) =>
        await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();

    public static MetadataReference ToReference(Compilation compilation)
    {
        MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return MetadataReference.CreateFromStream(image);
    }
}
