// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Generators.Harness;

/// <summary>The folder of this project's sources.</summary>
internal static class TestFolder
{
    public static string Path { get; } = Find();

    /// <summary>The folder of the generator's sources.</summary>
    public static string Generator => System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "../../src/Generators"));

    private static string Find([CallerFilePath] string file = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, ".."));
}
