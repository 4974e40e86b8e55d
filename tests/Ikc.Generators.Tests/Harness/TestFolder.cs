// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Harness;

/// <summary>The folder of this project's sources. A deterministic build does not know it, so it is looked for above the test assembly.</summary>
internal static class TestFolder
{
    public static string Path { get; } = System.IO.Path.Combine(FindRoot(), "tests", "Ikc.Generators.Tests");

    /// <summary>The folder of the generator's sources.</summary>
    public static string Generator => System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "../../src/Generators"));

    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (File.Exists(System.IO.Path.Combine(folder, "Ikc.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException("The tests run outside of the repository.");
    }
}
