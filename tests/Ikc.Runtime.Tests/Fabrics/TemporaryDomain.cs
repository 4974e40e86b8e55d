// SPDX-License-Identifier: MIT
using Ikc.Fabrics.Local;

namespace Ikc.Fabrics;

/// <summary>A domain's directory of one test's own.</summary>
internal sealed class TemporaryDomain : IDisposable
{
    private static readonly EnumerationOptions s_everything = new() { AttributesToSkip = 0 };

    public TemporaryDomain()
    {
        string parent = Directory.CreateTempSubdirectory("ikc-test-").FullName;
        Root = parent;
        Path = System.IO.Path.Combine(parent, "domain");
        Options = new LocalFabricOptions { Domain = Path };
    }

    public string Root { get; }

    public string Path { get; }

    public LocalFabricOptions Options { get; }

    public string[] Files() =>
        [.. Directory.GetFiles(Path, "*", s_everything).Select(file => System.IO.Path.GetFileName(file)!).Order()];

    public LocalFabric Open() => LocalFabric.Open(Options);

    public LocalFabric Open(Func<LocalFabricOptions, LocalFabricOptions> change) => LocalFabric.Open(change(Options));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
