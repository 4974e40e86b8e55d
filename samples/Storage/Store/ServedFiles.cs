// SPDX-License-Identifier: MIT
using Storage.Contract;

namespace Storage.Store;

/// <summary>The regular files below a directory. Clients name them by number, so no path of a client's is ever followed.</summary>
internal sealed class ServedFiles
{
    private static readonly EnumerationOptions s_regularFiles = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device, // symbolic links lead out of the directory
        IgnoreInaccessible = false,
    };

    private readonly string _root;

    public ServedFiles(string root)
    {
        _root = Path.GetFullPath(root);
        var entries = new List<FileEntry>();
        foreach (FileInfo file in new DirectoryInfo(_root).EnumerateFiles("*", s_regularFiles))
            entries.Add(new FileEntry { Path = Path.GetRelativePath(_root, file.FullName), SizeBytes = file.Length });
        entries.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        for (int i = 0; i < entries.Count; i++)
            entries[i].Number = i;
        Entries = [.. entries];
    }

    public FileEntry[] Entries { get; }

    public string PathOf(int number) =>
        (uint)number < (uint)Entries.Length
            ? Path.Combine(_root, Entries[number].Path)
            : throw new ArgumentOutOfRangeException(nameof(number), number, "There is no such file.");
}
