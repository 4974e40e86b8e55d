// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Ikc.Generators.Analysis;
using Ikc.Generators.Frozen;
using Ikc.Generators.Harness;
using Ikc.Generators.Usage;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators;

/// <summary>
/// One file of <c>Diagnostics</c> for each rule: marks say where it is reported, what has no mark is a good example. Exactly the marked
/// places are reported, and a contract with an error gets no code.
/// </summary>
public sealed class DiagnosticTests
{
    /// <summary>An assembly that was built without the generator.</summary>
    private static readonly MetadataReference s_foreign =
        Compile.ToReference(Compile.Named("Foreign", [], """
            [Ikc.IkcStruct] public struct Foreign { public int A; }
            [Ikc.IkcContract("foreign")] public interface IForeign { [Ikc.IkcMethod(1)] int Get(); }
            """));

    /// <summary>Those that need nothing but a source.</summary>
    private static readonly ImmutableArray<DiagnosticDescriptor> s_ofSources = [.. Rules.All, .. UsageRules.All];

    private static readonly ImmutableArray<DiagnosticDescriptor> s_all = [.. s_ofSources, .. FrozenRules.All];

    public static TheoryData<string> Ids() => [.. s_ofSources.Select(r => r.Id)];

    public static TheoryData<string> AllIds() => [.. s_all.Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Is_reported_at_the_marks_and_nowhere_else(string id)
    {
        Marked marked = Marked.Parse(await File.ReadAllTextAsync(Path.Combine(TestFolder.Path, "Diagnostics", id + ".cs")));
        Assert.Contains(marked.Expected, e => e.Id == id);
        Assert.All(marked.Expected, e => Assert.Equal(id, e.Id));
        Compilation compilation = Compile.Named("Test", [s_foreign], marked.Source);
        // Code that misuses a contract compiles with it, or the analyzers would look at something else than they will.
        if (UsageRules.All.Any(rule => rule.Id == id))
            compilation = Compile.AssertClean(compilation);
        ImmutableArray<Diagnostic> found = await Compile.AnalyzeAsync(compilation);
        Assert.Equal(
            marked.Expected.Select(e => (e.Id, e.Start, e.Text)),
            found.Select(d => (d.Id, d.Location.SourceSpan.Start, marked.Source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)))
                .OrderBy(d => d.Start));
        Assert.DoesNotContain(found, d => d.GetMessage().Contains("{0}") || d.GetMessage().Contains("{1}"));
        if (Rules.All.Any(rule => rule.Id == id))
            _ = Compile.Generate(compilation);
    }

    [Theory]
    [MemberData(nameof(AllIds))]
    public void Is_documented(string id)
    {
        string page = File.ReadAllText(Path.Combine(TestFolder.Generator, "DIAGNOSTICS.md"));
        DiagnosticDescriptor rule = s_all.Single(r => r.Id == id);
        Assert.Contains($"\n## {id}\n\n**{rule.Title}**", page);
        int start = page.IndexOf($"\n## {id}\n", StringComparison.Ordinal);
        int end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        string entry = page[start..(end < 0 ? page.Length : end)];
        Assert.All((string[])["Cause: ", "```csharp", "Way out: "], part => Assert.Contains(part, entry));
        Assert.EndsWith("DIAGNOSTICS.md#" + id.ToLowerInvariant(), rule.HelpLinkUri);
    }

    /// <summary>No documentation or example of a rule that does not exist.</summary>
    [Fact]
    public void Nothing_else_is_documented()
    {
        IEnumerable<string> documented = s_all.Select(r => r.Id).Order(StringComparer.Ordinal);
        string[] headings = [.. File.ReadAllLines(Path.Combine(TestFolder.Generator, "DIAGNOSTICS.md")).Where(l => l.StartsWith("## ")).Select(l => l[3..])];
        Assert.Equal(documented, headings);
        Assert.Equal(
            s_ofSources.Select(r => r.Id).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(TestFolder.Path, "Diagnostics")).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));
    }
}
