// SPDX-License-Identifier: MIT
using BenchmarkDotNet.Attributes;
using Ikc.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ikc.Benchmarks;

/// <summary>The generator over five hundred contracts: from nothing, and after an edit that does not concern it.</summary>
public class GeneratorBenchmarks
{
    private const int Contracts = 500;

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14);

    private SyntaxTree[] _trees = [];
    private MetadataReference[] _references = [];
    private CSharpCompilation? _edited;
    private GeneratorDriver? _warm;

    /// <summary>Nothing that the generator or the compiler could remember: texts are parsed, and no symbol is made.</summary>
    [GlobalSetup(Target = nameof(Cold))]
    public void SetUp()
    {
        _trees = [Other(1), .. Enumerable.Range(0, Contracts).Select(static i => Parse(Contract(i)))];
        _references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("Ikc.Generators", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path))];
    }

    [GlobalSetup(Target = nameof(AfterAnEditElsewhere))]
    public void SetUpWarm()
    {
        SetUp();
        CSharpCompilation compilation = Compilation();
        _warm = Driver(isTracked: false).RunGenerators(compilation);
        _edited = compilation.ReplaceSyntaxTree(_trees[0], Other(2));
        CheckThatNothingRunsAgain(Driver(isTracked: true).RunGenerators(compilation).RunGenerators(_edited));
    }

    /// <summary>Binding what the contracts name is in it, as it is in a build.</summary>
    [Benchmark]
    public GeneratorDriver Cold() => Driver(isTracked: false).RunGenerators(Compilation());

    [Benchmark]
    public GeneratorDriver AfterAnEditElsewhere() => _warm!.RunGenerators(_edited!);

    private CSharpCompilation Compilation() => CSharpCompilation.Create(
        "Five",
        _trees,
        _references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Other(int value) => Parse($"public class Other {{ public int Value => {value}; }}");

    /// <summary>Neither a build nor an editor tracks steps, which costs the square of the contracts: each output's record walks through all of them.</summary>
    private static GeneratorDriver Driver(bool isTracked) => CSharpGeneratorDriver.Create(
        [new IkcGenerator().AsSourceGenerator()],
        parseOptions: s_options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, isTracked));

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, s_options);

    private static string Contract(int i) => $$"""
        [Ikc.IkcContract("contract{{i}}")]
        public partial interface IContract{{i}}
        {
            [Ikc.IkcMethod(1)] int Add(int a, int b);
            [Ikc.IkcMethod(2)] System.Threading.Tasks.ValueTask<string> NameAsync(int id, System.Threading.CancellationToken token = default);
            [Ikc.IkcMethod(3, OneWay = true)] void Tell(string text);
            [Ikc.IkcMethod(4)] long Sum(System.ReadOnlySpan<long> values);
        }
        """;

    private static void CheckThatNothingRunsAgain(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        IncrementalStepRunReason[] reasons =
        [
            .. result.TrackedOutputSteps.Values.SelectMany(static steps => steps).SelectMany(static step => step.Outputs).Select(static output => output.Reason),
        ];
        if (result.GeneratedSources.Length < Contracts || reasons.Length < Contracts
            || !Array.TrueForAll(reasons, static reason => reason == IncrementalStepRunReason.Cached))
            throw new InvalidOperationException("An edit elsewhere made the generator write something again.");
    }
}
