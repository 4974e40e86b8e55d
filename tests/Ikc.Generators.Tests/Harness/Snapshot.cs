// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Harness;

/// <summary>Compares a text with the file that holds what it should be; <c>IKC_UPDATE_SNAPSHOTS=1</c> rewrites the file instead.</summary>
internal static class Snapshot
{
    public static void Match(string name, string text)
    {
        string path = Path.Combine(TestFolder.Path, "Snapshots", name + ".txt");
        if (Environment.GetEnvironmentVariable("IKC_UPDATE_SNAPSHOTS") == "1")
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing; IKC_UPDATE_SNAPSHOTS=1 writes it.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
