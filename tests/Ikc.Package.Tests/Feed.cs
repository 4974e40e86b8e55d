// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Ikc.Packaging;

/// <summary>A folder outside of the repository with the package, as it is now, in a feed of its own; and consumers beside it.</summary>
public sealed class Feed : IAsyncLifetime
{
    private readonly DirectoryInfo _ground = Directory.CreateTempSubdirectory("ikc-package-");

    /// <summary>New in each run, so that no cache can give an older package.</summary>
    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow.Ticks}");

    public string Package => Path.Combine(_ground.FullName, $"Ikc.{Version}.nupkg");

    /// <summary>What is built of the repository's projects for the tests lies here, not where others build at the same time.</summary>
    public string Artifacts => Path.Combine(_ground.FullName, "artifacts");

    public string Symbols => Path.ChangeExtension(Package, ".snupkg");

    public string Packed { get; private set; } = "";

    public async Task InitializeAsync() => Packed = await Repository.RunAsync(
        Repository.Root, "dotnet", "pack", "src/Ikc.Runtime", "-c", "Release", "-o", _ground.FullName, $"-p:Version={Version}",
        "--artifacts-path", Artifacts, "--nologo");

    /// <summary>Packs the tool into the feed too.</summary>
    public async Task PackToolAsync() => await Repository.RunAsync(
        Repository.Root, "dotnet", "pack", "src/Ikc.Tool", "-c", "Release", "-o", _ground.FullName, $"-p:Version={Version}",
        "--artifacts-path", Artifacts, "--nologo");

    public Task DisposeAsync()
    {
        _ground.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A project folder with the consumer's program, whose only words about Ikc are these references.</summary>
    public string AddConsumer(string name, string references)
    {
        DirectoryInfo folder = _ground.CreateSubdirectory(name);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Consumer", "Program.cs"), Path.Combine(folder.FullName, "Program.cs"));
        File.WriteAllText(Path.Combine(folder.FullName, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_ground.FullName, "packages")}" /></config>
              <packageSources><add key="ikc" value="{_ground.FullName}" /></packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder.FullName, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                {references}
              </ItemGroup>
            </Project>
            """);
        return folder.FullName;
    }
}
