// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using Ikc;
using Storage.Contract;

namespace Storage.Reader;

/// <summary>Takes whole files across, and hashes them where they lie: in the memory that the store has written.</summary>
internal sealed class FileReader(IFileStore store, ReaderOutput output)
{
    private const int ChunkBytes = 4 << 20;

    private int _next;
    private long _calls;

    public long Calls => Volatile.Read(ref _calls);

    /// <summary>Reads its share of the files; several threads may run it.</summary>
    public void ReadAll(FileEntry[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (Interlocked.Increment(ref _next) - 1 is var index && index < files.Length)
        {
            try
            {
                long bytes = ReadOne(files[index], hash, out byte[] received);
                byte[] onDisk = store.HashAsync(files[index].Number).AsTask().GetAwaiter().GetResult();
                Interlocked.Increment(ref _calls);
                output.File(files[index].Path, bytes, received.AsSpan().SequenceEqual(onDisk));
            }
            catch (IkcException e) when (e.Status == IkcStatus.Faulted)
            {
                _ = hash.GetHashAndReset();
                output.Unreadable(files[index].Path, e.Message);
            }
        }
    }

    private long ReadOne(FileEntry entry, IncrementalHash hash, out byte[] received)
    {
        OpenedFile file = store.Open(entry.Number);
        long offset = 0;
        int calls = 2;
        while (true)
        {
            using IkcLease<byte> chunk = store.Read(file.Handle, offset, ChunkBytes);
            calls++;
            hash.AppendData(chunk.Span);
            offset += chunk.Length;
            if (chunk.Length < ChunkBytes)
                break;
        }

        store.Close(file.Handle);
        Interlocked.Add(ref _calls, calls);
        received = hash.GetHashAndReset();
        return offset;
    }
}
