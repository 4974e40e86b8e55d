// SPDX-License-Identifier: MIT
using Ikc.CodeFixes;
using Ikc.Generators.Frozen;
using Ikc.Generators.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Ikc.Generators;

/// <summary>A contract against the file that says what was shipped of it: each row of the table of changes has its outcome, at its place.</summary>
public sealed class FrozenSurfaceTests
{
    private const string Shipped = """
        contract a
        1 Get sync(i4)->i4
        2 Watch stream(str)->stream<i4>
        3 Tell oneway(str)->void
        4 reserved
        5 Move sync(s:{i4@0,i4@4;8})->void
        """;

    private const string Methods = """
        [IkcMethod(1)] int Get(int value);
        [IkcMethod(2)] IAsyncEnumerable<int> Watch(string name, CancellationToken token = default);
        [IkcMethod(3, OneWay = true)] void Tell(string text);
        [IkcMethod(5)] void Move(Point point);
        """;

    private const string Point = "[IkcStruct] public struct Point { public int X; public int Y; }";

    [Fact]
    public Task What_was_shipped_is_fine() => IsAsync(Thing(Methods));

    [Fact]
    public Task Without_the_file_nothing_is_frozen() => ReportsAsync(Thing("[IkcMethod(1)] int Get();", "IkcReserved(9)"), shipped: null);

    [Fact]
    public Task Order_and_the_names_of_parameters_and_fields_are_free() =>
        IsAsync(
            Thing(string.Join("\n", Methods.Split('\n').Reverse()).Replace("value", "number")),
            point: "[IkcStruct] public struct Point { public int Left; public int Right; }");

    [Fact]
    public Task A_new_method_is_told() => IsAsync(Thing(Methods + "[IkcMethod(6)] int {|IKC0100:More|}();"));

    [Fact]
    public Task A_new_contract_is_told() =>
        ReportsAsync("[IkcContract(\"b\")] public partial interface {|IKC0100:IOther|} { [IkcMethod(1)] int Get(); }", shipped: "# none yet");

    [Fact]
    public Task Another_name_is_told() => IsAsync(Thing(Methods.Replace("int Get", "int {|IKC0100:Fetch|}")));

    [Fact]
    public Task What_is_gone_must_be_reserved() => IsAsync(Thing(Methods.Replace("[IkcMethod(1)] int Get(int value);", ""), name: "{|IKC0101:IThing|}"));

    [Fact]
    public Task What_is_reserved_is_told() =>
        IsAsync(Thing(Methods.Replace("[IkcMethod(1)] int Get(int value);", ""), "IkcReserved(1), IkcReserved(4)", "{|IKC0100:IThing|}"));

    [Fact]
    public Task What_was_reserved_stays_so() => IsAsync(Thing(Methods, attributes: "", name: "{|IKC0101:IThing|}"));

    [Theory]
    [InlineData("int Get(int value)", "int {|IKC0102:Get|}(long value)")]
    [InlineData("int Get(int value)", "long {|IKC0102:Get|}(int value)")]
    [InlineData("int Get(int value)", "ValueTask<int> {|IKC0102:Get|}(int value, CancellationToken token = default)")]
    [InlineData("int Get(int value)", "int {|IKC0102:Other|}(string value)")]
    [InlineData("IAsyncEnumerable<int> Watch", "ValueTask<int> {|IKC0102:Watch|}")]
    [InlineData("[IkcMethod(3, OneWay = true)] void Tell", "[IkcMethod(3)] void {|IKC0102:Tell|}")]
    public Task What_it_carries_is_fixed(string before, string after) => IsAsync(Thing(Methods.Replace(before, after)));

    [Theory]
    [InlineData("public int X; public int Y; public int Z;")]
    [InlineData("public long X;")]
    [InlineData("public float X; public int Y;")]
    public Task The_layout_of_a_struct_is_fixed(string fields) =>
        IsAsync(Thing(Methods.Replace("void Move", "void {|IKC0102:Move|}")), point: $"[IkcStruct] public struct Point {{ {fields} }}");

    [Fact]
    public Task A_retired_id_is_not_used_again() =>
        IsAsync(Thing(Methods + "[IkcMethod(4)] int {|IKC0103:Again|}();", attributes: ""));

    [Fact]
    public async Task A_contract_that_is_gone_is_reported_in_the_file()
    {
        Diagnostic found = Assert.Single(await new CodeFixing(new UpdateFrozenFile(), Shipped, "class None;").AnalyzeAsync());
        Assert.Equal(("IKC0104", 0), (found.Id, found.Location.GetLineSpan().StartLinePosition.Line));
        Assert.EndsWith(FrozenFile.Name, found.Location.GetLineSpan().Path);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("contract")]
    [InlineData("contract a")]
    [InlineData("1 Twice sync()->void")]
    [InlineData("0 Get sync()->void")]
    [InlineData("65536 Get sync()->void")]
    [InlineData("-1 Get sync()->void")]
    [InlineData("6 Get")]
    [InlineData("99999999999999999999 Get sync()->void")]
    [InlineData("6")]
    [InlineData("\u0000\uFFFD")]
    public async Task A_file_edited_by_hand_is_reported_at_its_line(string line)
    {
        var project = new CodeFixing(new UpdateFrozenFile(), Shipped + "\n" + line + "\n", Source(Thing(Methods), Point));
        Diagnostic found = Assert.Single(await project.AnalyzeAsync());
        Assert.Equal(("IKC0105", 6), (found.Id, found.Location.GetLineSpan().StartLinePosition.Line));
    }

    [Fact]
    public async Task A_method_of_no_contract_is_reported()
    {
        Diagnostic found = Assert.Single(await new CodeFixing(new UpdateFrozenFile(), "1 Get sync()->void", "class None;").AnalyzeAsync());
        Assert.Equal("IKC0105", found.Id);
    }

    /// <summary>Whatever is in the file: typed findings, and no exception of an analyzer.</summary>
    [Fact]
    public async Task Noise_does_no_harm()
    {
        var random = new Random(4711);
        string[] parts = ["contract ", "a", "1", " ", "\n", "reserved", "sync()->", "void", "#", "\t", "é", "\r", "65535", "b"];
        for (int i = 0; i < 200; i++)
        {
            string noise = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => parts[random.Next(parts.Length)]));
            FrozenFile file = FrozenFile.Parse(SourceText.From(noise));
            string written = file.ToString();
            Assert.Equal(written, FrozenFile.Parse(SourceText.From(written)).ToString());
        }

        var project = new CodeFixing(new UpdateFrozenFile(), "contract a\n1 Get\0 \uD800\n", Source(Thing(Methods), Point));
        Assert.All(await project.AnalyzeAsync(), d => Assert.StartsWith("IKC01", d.Id));
    }

    [Fact]
    public async Task The_fix_takes_what_harms_nobody_and_leaves_the_rest()
    {
        string source = Source(
            Thing(
                Methods.Replace("int Get(int value)", "long Get(int value)").Replace("void Tell", "void Say") + "[IkcMethod(6)] int More();",
                "IkcReserved(4), IkcReserved(7)")
            + "[IkcContract(\"b\")] public partial interface IOther { [IkcMethod(1)] ValueTask GoAsync(CancellationToken token = default); }",
            Point);
        var project = new CodeFixing(new UpdateFrozenFile(), Shipped, source);
        await project.FixAllAsync();
        Assert.Equal(
            """
            # What was shipped of this project's contracts. The compiler holds them to it.

            contract a
            1 Get sync(i4)->i4
            2 Watch stream(str)->stream<i4>
            3 Say oneway(str)->void
            4 reserved
            5 Move sync(s:{i4@0,i4@4;8})->void
            6 More sync()->i4
            7 reserved

            contract b
            1 GoAsync async()->void

            """,
            await project.ShippedAsync());
        Diagnostic left = Assert.Single(await project.AnalyzeAsync());
        Assert.Equal("IKC0102", left.Id);
    }

    private static Task IsAsync(string marked, string point = Point) => ReportsAsync(marked, Shipped, point);

    /// <summary>Exactly the marks are reported, against what was shipped.</summary>
    private static async Task ReportsAsync(string marked, string? shipped, string point = Point)
    {
        Marked expected = Marked.Parse(Source(marked, point));
        var project = new CodeFixing(new UpdateFrozenFile(), shipped, expected.Source);
        Assert.Equal(
            expected.Expected.Select(e => (e.Id, e.Start)),
            (await project.AnalyzeAsync()).Select(d => (d.Id, d.Location.SourceSpan.Start)));
    }

    private static string Thing(string methods, string attributes = "IkcReserved(4)", string name = "IThing") =>
        $"[IkcContract(\"a\")]{(attributes.Length > 0 ? $"[{attributes}]" : "")} public partial interface {name} {{ {methods} }}\n";

    private static string Source(string contracts, string more) => $"""
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Ikc;

        {contracts}
        {more}
        """;
}
