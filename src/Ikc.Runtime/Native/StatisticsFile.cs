// SPDX-License-Identifier: MIT
using System.Globalization;
using Tmds.Linux;

namespace Ikc.Native;

/// <summary>
/// A file that one process maps and writes while others read it. Its writer keeps it locked, so that the file of a process that was
/// killed can be told from a living one's, and is removed by the next that comes.
/// </summary>
internal sealed unsafe class StatisticsFile : IDisposable
{
    private const string Prefix = "stat-";

    private readonly FileStream _file;

    private StatisticsFile(FileStream file, SharedMapping mapping)
    {
        _file = file;
        Mapping = mapping;
    }

    public SharedMapping Mapping { get; }

    /// <summary>Makes the file, zeroed; null when it cannot be made: nothing else depends on it.</summary>
    public static StatisticsFile? TryCreate(string directory, ulong epoch, int sizeBytes)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        RemoveDead(directory);
        FileStream? file = null;
        try
        {
            string path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{epoch:x16}"));
            file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read, // an advisory lock, which the kernel drops with the process
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                BufferSize = 0,
            });
            file.SetLength(sizeBytes);
            void* address = LibC.mmap(
                null, (size_t)(ulong)sizeBytes, LibC.PROT_READ | LibC.PROT_WRITE, LibC.MAP_SHARED, (int)file.SafeFileHandle.DangerousGetHandle(), 0);
            if (address != LibC.MAP_FAILED)
                return new StatisticsFile(file, new SharedMapping((byte*)address, sizeBytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }

        Remove(file);
        return null;
    }

    /// <summary>The files of living processes.</summary>
    public static IEnumerable<string> Living(string directory)
    {
        foreach (string path in Directory.EnumerateFiles(directory, Prefix + "*"))
        {
            if (!IsDead(path))
                yield return path;
        }
    }

    public void Dispose()
    {
        Remove(_file);
        Mapping.Dispose();
    }

    private static void RemoveDead(string directory)
    {
        try
        {
            foreach (string path in Directory.EnumerateFiles(directory, Prefix + "*"))
            {
                if (IsDead(path))
                    File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else removes them at the same time, or the directory is not there yet.
        }
    }

    private static bool IsDead(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return probe.Length > 0; // an empty one is just being made
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Remove(FileStream? file)
    {
        if (file is null)
            return;
        try
        {
            File.Delete(file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }

        file.Dispose();
    }
}
