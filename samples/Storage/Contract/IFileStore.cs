// SPDX-License-Identifier: MIT
using Ikc;

namespace Storage.Contract;

/// <summary>Files of one directory, served by the instance that owns the disk.</summary>
[IkcContract("ikc.samples.storage")]
public partial interface IFileStore
{
    /// <summary>The files from this number on, at most so many; empty at the end.</summary>
    [IkcMethod(1)]
    FileEntry[] List(int first, int count);

    /// <summary>Opens a file of the list.</summary>
    [IkcMethod(2)]
    OpenedFile Open(int number);

    /// <summary>Bytes of an open file, read from the disk straight into memory that the caller sees. Shorter at the end of the file.</summary>
    [IkcMethod(3)]
    IkcLease<byte> Read(int handle, long offset, int count);

    /// <summary>Closes an open file.</summary>
    [IkcMethod(4, OneWay = true)]
    void Close(int handle);

    /// <summary>SHA-256 of a file of the list, taken from the disk.</summary>
    [IkcMethod(5)]
    ValueTask<byte[]> HashAsync(int number, CancellationToken cancellationToken = default);

    /// <summary>Writes into a file of the scratch directory; makes it where it is missing.</summary>
    [IkcMethod(6)]
    void WriteScratch(string name, long offset, ReadOnlySpan<byte> bytes);

    /// <summary>SHA-256 of a file of the scratch directory, taken from the disk.</summary>
    [IkcMethod(7)]
    ValueTask<byte[]> HashScratchAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The smallest call, for the latency figures.</summary>
    [IkcMethod(8)]
    long Echo(long value);
}
