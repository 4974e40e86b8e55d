// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace Ikc.Packaging;

/// <summary>What holds for all files of the repository.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string[] s_licensed = [".cs", ".c", ".h", ".pml", ".sh"];

    [Fact]
    public async Task TheReadmesProgramsAreTheSamples()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        MatchCollection programs = Program().Matches(readme);
        Assert.InRange(programs.Count, 4, int.MaxValue);
        foreach (Match program in programs)
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Root, program.Groups[1].Value)), program.Groups[2].Value);
    }

    [Fact]
    public async Task EverySourceFileNamesItsLicense()
    {
        string list = await Repository.RunAsync(Repository.Root, "git", "-c", "safe.directory=*", "ls-files");
        string[] sources = [.. list.Split('\n').Where(file => s_licensed.Contains(Path.GetExtension(file)))];
        Assert.True(sources.Length > 300, $"{sources.Length} sources");
        string[] missing = [.. sources.Where(file => !File.ReadLines(Path.Combine(Repository.Root, file)).Take(4).Any(HasLicense))];
        Assert.Equal([], missing);
    }

    private static bool HasLicense(string line) => line.Contains("SPDX-License-Identifier:", StringComparison.Ordinal);

    [GeneratedRegex("<!-- file: (\\S+) -->\n```(?:csharp|c)\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Program();
}
