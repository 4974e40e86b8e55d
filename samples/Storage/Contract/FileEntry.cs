// SPDX-License-Identifier: MIT
using MessagePack;

namespace Storage.Contract;

/// <summary>One file of the list.</summary>
[MessagePackObject]
public sealed class FileEntry
{
    /// <summary>What Open and HashAsync take.</summary>
    [Key(0)]
    public int Number { get; set; }

    /// <summary>Path below the served directory.</summary>
    [Key(1)]
    public string Path { get; set; } = "";

    /// <summary>Bytes, when the list was made.</summary>
    [Key(2)]
    public long SizeBytes { get; set; }
}
