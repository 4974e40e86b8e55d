// SPDX-License-Identifier: MIT
using Ikc.Generators.Harness;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators;

/// <summary>Generated code compiles in the strictest project, whatever the user's names are.</summary>
public sealed class CompilesTests
{
    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Compiles_without_warning(string name)
    {
        Compilation compilation = Compile.Sources(File.ReadAllText(Path.Combine(TestFolder.Path, "Compiles", name)));
        Assert.Empty(await Compile.AnalyzeAsync(compilation));
        Compilation updated = Compile.AssertClean(compilation);
        Assert.True(updated.SyntaxTrees.Count() > 1, "nothing was generated");
    }

    [Fact]
    public void Compiles_where_the_user_publishes_documentation()
    {
        Compilation compilation = Compile.Sources("""
            /// <summary>A contract.</summary>
            [Ikc.IkcContract("a")]
            public partial interface IA
            {
                /// <summary>Adds.</summary>
                [Ikc.IkcMethod(1)]
                int Add(int a, int b);
            }
            """);
        Compilation strict = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress)]));
        _ = Compile.AssertClean(strict);
    }

    /// <summary>What is generated beside it there has another name then.</summary>
    [Fact]
    public void A_base_in_another_assembly_may_have_a_type_with_the_name_of_what_is_generated()
    {
        Compilation bases = Compile.AssertClean(Compile.Named("Bases", [], """
            namespace Lib;
            [Ikc.IkcContract("base")]
            public partial interface IBase { [Ikc.IkcMethod(1)] long Sum(System.ReadOnlySpan<int> values); }
            public interface IBaseWithOptions;
            """));
        _ = Compile.AssertClean(Compile.Named("Derived", [Compile.ToReference(bases)], """
            [Ikc.IkcContract("derived")]
            public partial interface IDerived : Lib.IBase { [Ikc.IkcMethod(1)] int Get(); }
            """));
    }

    [Fact]
    public async Task A_contract_and_its_structs_may_be_in_other_assemblies()
    {
        Compilation structs = Compile.AssertClean(Compile.Named("Structs", [], """
            namespace Lib;
            [Ikc.IkcStruct] public struct Inner { public System.Int128 A; public System.Guid B; }
            [Ikc.IkcStruct] public struct Header { public int A; private int _b; public long C { readonly get; set; } public int B { readonly get => _b; set => _b = value; } }
            """));
        MetadataReference structsReference = Compile.ToReference(structs);
        Compilation bases = Compile.AssertClean(Compile.Named("Bases", [structsReference], """
            namespace Lib;
            [Ikc.IkcContract("base")]
            public partial interface IBase { [Ikc.IkcMethod(1)] long Sum(System.ReadOnlySpan<Header> headers); }
            """));
        Compilation derived = Compile.Named("Derived", [structsReference, Compile.ToReference(bases)], """
            namespace App;
            [Ikc.IkcStruct] public struct Outer { public Lib.Inner A; public Lib.Header B; }
            [Ikc.IkcContract("derived")]
            internal partial interface IDerived : Lib.IBase { [Ikc.IkcMethod(1)] Outer Get(in Lib.Header header); }
            """);
        Assert.Empty(await Compile.AnalyzeAsync(derived));
        string text = Compile.AssertClean(derived).SyntaxTrees.Select(t => t.ToString()).Single(t => t.Contains("class IDerivedClient"));
        Assert.Contains("\"sync(block<s:{i4@0,i4@4,i8@8;16}>)->i8\"", text);
    }

    public static TheoryData<string> Sources() =>
        [.. Directory.GetFiles(Path.Combine(TestFolder.Path, "Compiles"), "*.cs").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
