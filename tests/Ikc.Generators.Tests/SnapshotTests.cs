// SPDX-License-Identifier: MIT
using Ikc.Generators.Harness;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators;

/// <summary>The generated text of this project's contracts, whole, so that a change of it is seen in review.</summary>
public sealed class SnapshotTests
{
    [Theory]
    [InlineData("ICalculator")]
    [InlineData("IFiles")]
    [InlineData("IMarket")]
    [InlineData("IPricing")]
    [InlineData("IStreaming")]
    public void Contract(string name) => Snapshot.Match(name, OutputsOfContracts()[$"Ikc.Generators.Contracts.{name}.g.cs"]);

    [Fact]
    public void Layouts() => Snapshot.Match("StructLayouts", OutputsOfContracts()["Ikc.StructLayouts.g.cs"]);

    /// <summary>In whatever order the compiler is given the files, the output is the same, names included.</summary>
    [Fact]
    public void The_order_of_the_files_does_not_matter()
    {
        string[] sources = Sources();
        SortedDictionary<string, string> expected = Compile.Outputs(Compile.Sources(sources));
        for (int seed = 1; seed <= 5; seed++)
        {
            string[] shuffled = [.. sources];
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(expected, Compile.Outputs(Compile.Sources(shuffled)));
        }
    }

    /// <summary>A contract that is spread over two files, in both orders.</summary>
    [Fact]
    public void The_order_of_a_contracts_parts_does_not_matter()
    {
        string[] parts =
        [
            """
            namespace A;
            [Ikc.IkcContract("a")]
            public partial interface IA { [Ikc.IkcMethod(2)] string[] Second(System.Collections.Generic.List<string> names); }
            """,
            """
            namespace A;
            public partial interface IA { [Ikc.IkcMethod(1)] System.Collections.Generic.List<string?> First(); }
            """,
        ];
        SortedDictionary<string, string> expected = Compile.Outputs(Compile.Sources(parts));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Compile.Outputs(Compile.Sources(parts[1], parts[0])));
    }

    /// <summary>Generated files' names are compared without case by the compiler.</summary>
    [Fact]
    public void Contracts_that_differ_in_case_have_files_of_their_own()
    {
        Compilation compilation = Compile.Sources("""
            [Ikc.IkcContract("a")] public partial interface IAb { [Ikc.IkcMethod(1)] int Get(); }
            [Ikc.IkcContract("b")] public partial interface IAB { [Ikc.IkcMethod(1)] int Get(); }
            """);
        Assert.Equal(2, Compile.Outputs(compilation).Count);
        _ = Compile.AssertClean(compilation);
    }

    [Fact]
    public void Contracts_whose_namespaces_differ_in_case_have_files_of_their_own()
    {
        Compilation compilation = Compile.Sources("""
            namespace A { [Ikc.IkcContract("a")] public partial interface IGet { [Ikc.IkcMethod(1)] int Get(); } }
            namespace a { [Ikc.IkcContract("b")] public partial interface IGet { [Ikc.IkcMethod(1)] int Get(); } }
            """);
        Assert.Equal(2, Compile.Outputs(compilation).Count);
        _ = Compile.AssertClean(compilation);
    }

    [Fact]
    public void A_contract_may_have_the_name_of_the_file_of_layouts()
    {
        Compilation compilation = Compile.Sources("""
            namespace Ikc
            {
                [IkcContract("a")] public partial interface StructLayouts { [IkcMethod(1)] int Get(Header header); }
                [IkcStruct] public struct Header { public int A; }
            }
            """);
        Assert.Equal(2, Compile.Outputs(compilation).Count);
        _ = Compile.AssertClean(compilation);
    }

    internal static string[] Sources() =>
    [
        .. Directory.GetFiles(Path.Combine(TestFolder.Path, "Contracts"), "*.cs").Order(StringComparer.Ordinal)
            .Select(file => "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks;\n"
                + File.ReadAllText(file)),
    ];

    private static SortedDictionary<string, string> OutputsOfContracts() => Compile.Outputs(Compile.Sources(Sources()));
}
