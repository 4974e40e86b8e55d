// SPDX-License-Identifier: MIT
using Ikc;
using Storage.Contract;

namespace Storage.Store;

/// <summary>The instance that owns the disk.</summary>
internal static class StoreProcess
{
    /// <summary>Serves until standard input ends, and so never longer than whoever started it.</summary>
    public static async Task<int> RunAsync(string directory, string scratch)
    {
        var files = new ServedFiles(directory);
        using var store = new FileStore(files, scratch);
        await using IkcNode node = IkcNode.Open();
        await using IkcService service = node.Serve<IFileStore>(
            store, new IkcServeOptions { Concurrency = IkcConcurrency.PerChannel, IncludeExceptionMessages = true });
        Console.WriteLine($"serving {files.Entries.Length}");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
