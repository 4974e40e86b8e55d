// SPDX-License-Identifier: MIT
using System.Collections;
using System.Reflection;
using Ikc.Generators.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ikc.Generators;

/// <summary>What runs again after an edit, and what the cache holds.</summary>
public sealed class IncrementalTests
{
    private const string First = """
        [Ikc.IkcContract("first")]
        public partial interface IFirst { [Ikc.IkcMethod(1)] int Get(Header header, System.Collections.Generic.List<string> names); }
        [Ikc.IkcStruct] public struct Header { public int A; }
        """;

    private const string Second = """
        [Ikc.IkcContract("second")]
        public partial interface ISecond { [Ikc.IkcMethod(1)] int Get(); }
        """;

    private const string Other = "public class Other { public int Value => 1; }";

    /// <summary>The table: which edit of which file gives which reasons, by step and output.</summary>
    public static TheoryData<int, string, string> Edits() => new()
    {
        { 2, Other, "Contract: Cached Cached | Struct: Cached | Layouts: Cached | Source: Cached Cached Cached" },
        { 2, Other.Replace("1", "2"), "Contract: Cached Cached | Struct: Cached | Layouts: Cached | Source: Cached Cached Cached" },
        { 0, "// a comment\n" + First, "Contract: Cached Cached | Struct: Cached | Layouts: Cached | Source: Cached Cached Cached" },
        { 0, First.Replace("(1)", "(2)"), "Contract: Modified Cached | Struct: Cached | Layouts: Cached | Source: Modified Cached Cached" },
        { 1, Second.Replace("int Get", "long Get"), "Contract: Cached Modified | Struct: Cached | Layouts: Cached | Source: Cached Modified Cached" },
        {
            0, First.Replace("int A;", "int A; public int B;"),
            "Contract: Modified Cached | Struct: Modified | Layouts: Modified | Source: Modified Cached Modified"
        },
        {
            1, Second + " [Ikc.IkcContract(\"third\")] partial interface IThird { [Ikc.IkcMethod(1)] int Get(); }",
            "Contract: Cached Cached New | Struct: Cached | Layouts: Cached | Source: Cached Cached New Cached"
        },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_runs_only_what_it_touches(int file, string edited, string expected)
    {
        CSharpCompilation compilation = Compile.Sources(First, Second, Other);
        GeneratorDriver driver = Compile.Driver(isTracked: true).RunGenerators(compilation);
        if (edited != compilation.SyntaxTrees[file].ToString())
        {
            compilation = compilation.ReplaceSyntaxTree(
                compilation.SyntaxTrees[file],
                CSharpSyntaxTree.ParseText(edited, Compile.ParseOptions, $"Source{file}.cs"));
        }

        GeneratorRunResult result = driver.RunGenerators(compilation).GetRunResult().Results.Single();
        string contracts = Reasons(result, IkcGenerator.ContractStep);
        string structs = Reasons(result, IkcGenerator.StructStep);
        string layouts = Reasons(result, IkcGenerator.LayoutsStep);
        string sources = string.Join(" ", result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(s => s.Outputs).Select(o => o.Reason));
        Assert.Equal(expected, $"Contract: {contracts} | Struct: {structs} | Layouts: {layouts} | Source: {sources}");
    }

    /// <summary>Two models of the same source are equal; of any other, not.</summary>
    [Fact]
    public void Models_compare_by_value()
    {
        Assert.Equal(Models(First), Models("\n\n" + First));
        Assert.NotEqual(Models(First), Models(First.Replace("int Get", "uint Get")));
    }

    /// <summary>Whatever a step keeps is walked: no symbol, node, tree, location or compilation is in it.</summary>
    [Fact]
    public void Models_hold_nothing_of_the_compilation()
    {
        CSharpCompilation compilation = Compile.Sources(SnapshotTests.Sources());
        GeneratorRunResult result = Compile.Driver(isTracked: true).RunGenerators(compilation).GetRunResult().Results.Single();
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        int walked = 0;
        foreach (string step in (string[])[IkcGenerator.ContractStep, IkcGenerator.StructStep, IkcGenerator.LayoutsStep])
        {
            foreach ((object value, IncrementalStepRunReason _) in result.TrackedSteps[step].SelectMany(s => s.Outputs))
                Walk(value, step, seen, ref walked);
        }

        Assert.True(walked > 500, $"only {walked} objects were walked");
    }

    /// <summary>A driver that has gone on does not keep the compilation that it came from.</summary>
    [Fact]
    public void No_old_compilation_is_kept_alive()
    {
        (GeneratorDriver driver, WeakReference old) = RunTwice();
        for (int i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(old.IsAlive);
        GC.KeepAlive(driver);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference Old) RunTwice()
    {
        CSharpCompilation compilation = Compile.Sources(First, Second, Other);
        GeneratorDriver driver = Compile.Driver().RunGenerators(compilation);
        WeakReference old = new(compilation);
        driver = driver.RunGenerators(Compile.Sources(First, Second, Other));
        return (driver, old);
    }

    private static string Reasons(GeneratorRunResult result, string step) =>
        string.Join(" ", result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason));

    private static object[] Models(string source) =>
    [
        .. Compile.Driver(isTracked: true).RunGenerators(Compile.Sources(source)).GetRunResult().Results.Single()
            .TrackedSteps[IkcGenerator.ContractStep].SelectMany(s => s.Outputs).Select(o => o.Value),
    ];

    private static void Walk(object? value, string path, HashSet<object> seen, ref int walked)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;
        walked++;
        string? space = value.GetType().Namespace;
        Assert.False(space is not null && space.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} holds a {value.GetType()}");
        if (value is IEnumerable items and Array)
        {
            foreach (object? item in items)
                Walk(item, path + "[]", seen, ref walked);
            return;
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Walk(field.GetValue(value), path + "." + field.Name, seen, ref walked);
        }
    }
}
