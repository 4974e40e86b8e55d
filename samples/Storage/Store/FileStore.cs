// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ikc;
using Microsoft.Win32.SafeHandles;
using Storage.Contract;

namespace Storage.Store;

/// <summary>The service: everything that touches the disk. Called by several threads at once.</summary>
internal sealed class FileStore(ServedFiles files, string scratch) : IFileStore, IDisposable
{
    private const int OpenMax = 256;
    private const int ReadBytesMax = 64 << 20;

    private readonly ConcurrentDictionary<int, SafeFileHandle> _open = new();
    private int _lastHandle;

    public FileEntry[] List(int first, int count) =>
        first < 0 || first >= files.Entries.Length ? [] : files.Entries.AsSpan(first, Math.Min(count, files.Entries.Length - first)).ToArray();

    public OpenedFile Open(int number)
    {
        if (_open.Count >= OpenMax)
            throw new InvalidOperationException($"{OpenMax} files are open already.");
        SafeFileHandle file = File.OpenHandle(files.PathOf(number), options: FileOptions.SequentialScan);
        int handle = Interlocked.Increment(ref _lastHandle);
        _open[handle] = file;
        return new OpenedFile { Handle = handle, SizeBytes = RandomAccess.GetLength(file) };
    }

    public IkcLease<byte> Read(int handle, long offset, int count)
    {
        SafeFileHandle file = Find(handle);
        long left = Math.Max(0, RandomAccess.GetLength(file) - offset);
        IkcLease<byte> lease = IkcLease<byte>.Rent((int)Math.Min(left, Math.Clamp(count, 0, ReadBytesMax)));
        int read = 0;
        while (read < lease.Length && RandomAccess.Read(file, lease.Span[read..], offset + read) is var step and > 0)
            read += step;
        return lease.Slice(read);
    }

    public void Close(int handle)
    {
        if (_open.TryRemove(handle, out SafeFileHandle? file))
            file.Dispose();
    }

    public ValueTask<byte[]> HashAsync(int number, CancellationToken cancellationToken) => HashAsync(files.PathOf(number), cancellationToken);

    public void WriteScratch(string name, long offset, ReadOnlySpan<byte> bytes)
    {
        using SafeFileHandle file = File.OpenHandle(ScratchPath(name), FileMode.OpenOrCreate, FileAccess.Write);
        RandomAccess.Write(file, bytes, offset);
    }

    public ValueTask<byte[]> HashScratchAsync(string name, CancellationToken cancellationToken) =>
        HashAsync(ScratchPath(name), cancellationToken);

    public long Echo(long value) => value;

    public void Dispose()
    {
        foreach (int handle in _open.Keys)
            Close(handle);
    }

    private static async ValueTask<byte[]> HashAsync(string path, CancellationToken cancellationToken)
    {
        await Task.Yield(); // the disk is not for the thread that takes calls
        await using FileStream file = File.OpenRead(path);
        return await SHA256.HashDataAsync(file, cancellationToken);
    }

    private SafeFileHandle Find(int handle) =>
        _open.TryGetValue(handle, out SafeFileHandle? file) ? file : throw new ArgumentException("The file is not open.", nameof(handle));

    private string ScratchPath(string name) =>
        name.Length > 0 && Path.GetFileName(name) == name && name is not ("." or "..")
            ? Path.Combine(scratch, name)
            : throw new ArgumentException("A scratch file has a plain name.", nameof(name));
}
