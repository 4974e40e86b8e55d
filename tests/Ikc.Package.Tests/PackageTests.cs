// SPDX-License-Identifier: MIT
using System.IO.Compression;

namespace Ikc.Packaging;

/// <summary>The package, from outside: what is in it, and that a program with this one reference works.</summary>
public sealed class PackageTests(Feed feed) : IClassFixture<Feed>
{
    private const string Expected = "5 hi3 7 6";

    private string Reference => $"""<PackageReference Include="Ikc" Version="{feed.Version}" />""";

    [Fact]
    public void HasRuntimeGeneratorAndReadme()
    {
        Assert.DoesNotContain("warning", feed.Packed, StringComparison.Ordinal);
        string[] files = Entries(feed.Package);
        Assert.Contains("lib/net10.0/Ikc.Runtime.dll", files);
        Assert.Contains("lib/net10.0/Ikc.Runtime.xml", files);
        Assert.Contains("analyzers/dotnet/cs/Ikc.Generators.dll", files);
        Assert.Contains("analyzers/dotnet/cs/Ikc.CodeFixes.dll", files);
        Assert.Contains("build/Ikc.targets", files);
        Assert.Contains("README.md", files);
        Assert.Equal(3, files.Count(file => file.EndsWith(".dll", StringComparison.Ordinal)));
        Assert.Contains("lib/net10.0/Ikc.Runtime.pdb", Entries(feed.Symbols));
    }

    [Fact]
    public void DependsOnWhatItSays()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        using var reader = new StreamReader(package.GetEntry("Ikc.nuspec")!.Open());
        string[] ids = [.. System.Xml.Linq.XDocument.Load(reader).Descendants()
            .Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal)];
        Assert.Equal(["MessagePack", "MessagePack.Annotations", "Microsoft.NET.StringTools", "Tmds.LibC"], ids);
    }

    [Fact]
    public async Task AConsumerRunsUnderTheJit()
    {
        string folder = feed.AddConsumer("jit", Reference);
        Assert.DoesNotContain("warning", await Repository.RunAsync(folder, "dotnet", "build", "-o", "out"), StringComparison.Ordinal);
        await AssertRunsAsync(folder);
    }

    [Fact]
    public async Task AConsumerRunsAsNativeAot()
    {
        string folder = feed.AddConsumer("aot", Reference);
        string built = await Repository.RunAsync(folder, "dotnet", "publish", "-c", "Release", "-p:PublishAot=true", "-o", "out");
        Assert.DoesNotContain("warning", built, StringComparison.Ordinal); // neither trimming nor ahead-of-time compilation
        Assert.False(File.Exists(Path.Combine(folder, "out", "Consumer.dll")));
        await AssertRunsAsync(folder);
    }

    [Fact]
    public async Task AConsumerWithProjectReferencesRuns()
    {
        string source = Path.Combine(Repository.Root, "src");
        string folder = feed.AddConsumer("project", $"""
            <ProjectReference Include="{source}/Ikc.Runtime/Ikc.Runtime.csproj" />
            <ProjectReference Include="{source}/Generators/Ikc.Generators.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
            """);
        string built = await Repository.RunAsync(folder, "dotnet", "build", "-c", "Release", "--artifacts-path", feed.Artifacts);
        Assert.DoesNotContain("warning", built, StringComparison.Ordinal);
        await AssertRunsAsync(folder, Path.Combine(feed.Artifacts, "bin", "Consumer", "release"));
    }

    /// <summary>A project with the file of its shipped surface is held to it in every build, and the code fix writes the file.</summary>
    [Fact]
    public async Task AConsumerIsHeldToWhatItShipped()
    {
        string folder = feed.AddConsumer("shipped", Reference);
        string shipped = Path.Combine(folder, "IkcContracts.txt");
        await File.WriteAllTextAsync(shipped, "");
        await Repository.RunAsync(folder, "dotnet", "restore");
        await Repository.RunAsync(folder, "dotnet", "format", "analyzers", "--no-restore", "--severity", "info", "--diagnostics", "IKC0100");
        string written = await File.ReadAllTextAsync(shipped);
        Assert.Contains("contract package.thing\n1 Add sync(i4,i4)->i4\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain("IKC", await Repository.RunAsync(folder, "dotnet", "build", "--no-restore"), StringComparison.Ordinal);

        await File.WriteAllTextAsync(shipped, written.Replace("Add sync(i4,i4)->i4", "Add sync(i8,i8)->i8", StringComparison.Ordinal));
        string refused = await Repository.FailAsync(folder, "dotnet", "build", "--no-restore");
        Assert.Matches(@"Program\.cs\(\d+,9\): error IKC0102", refused);
    }

    [Fact]
    public async Task TheToolWritesAConsumersHeader()
    {
        await feed.PackToolAsync();
        string folder = feed.AddConsumer("header", Reference);
        await Repository.RunAsync(folder, "dotnet", "build", "-o", "out");
        await Repository.RunAsync(folder, "dotnet", "tool", "install", "Ikc.Tool", "--version", feed.Version, "--tool-path", "tools");
        string header = await Repository.RunAsync(
            folder, Path.Combine(folder, "tools", "ikc"), "header", Path.Combine(folder, "out", "Consumer.dll"));
        Assert.Contains("static const struct ikc_method", header, StringComparison.Ordinal);
    }

    private static async Task AssertRunsAsync(string folder, string? built = null)
    {
        string program = Path.Combine(built ?? Path.Combine(folder, "out"), "Consumer");
        string output = await Repository.RunAsync(folder, program, Path.Combine(folder, "domain"));
        Assert.Equal(Expected, output.Trim());
    }

    private static string[] Entries(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }
}
