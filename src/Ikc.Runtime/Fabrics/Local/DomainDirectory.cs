// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>
/// The directory in which the nodes of a domain find each other. It belongs to the user alone; whoever else could write there could put
/// a node in another's place.
/// </summary>
internal sealed class DomainDirectory : IDisposable
{
    private const uint OthersMayWrite = 0b000_010_010;

    private DomainDirectory(string path, FileDescriptor descriptor)
    {
        Path = path;
        Descriptor = descriptor;
    }

    public string Path { get; }

    public FileDescriptor Descriptor { get; }

    /// <summary>Opens the directory, and makes it where it is missing.</summary>
    public static DomainDirectory Open(string? configured)
    {
        string path = configured ?? DefaultPath();
        int error = DomainFiles.MakeDirectory(path);
        if (error != 0 && !Directory.Exists(path))
            throw LinuxError.Exception($"The domain's directory {path} cannot be made", error);
        if (DomainFiles.OpenDirectory(path, out FileDescriptor? descriptor) is not 0 and int failure)
        {
            throw LinuxError.Exception(
                IkcStatus.PermissionDenied, $"{path} cannot be opened as a directory that is no symbolic link", failure);
        }

        var domain = new DomainDirectory(path, descriptor!);
        try
        {
            domain.Check();
            return domain;
        }
        catch
        {
            domain.Dispose();
            throw;
        }
    }

    /// <summary>Why a directory cannot be a domain; null when it can.</summary>
    public static string? FindFlaw(in FileFacts facts, uint userId)
    {
        if (facts.UserId != userId)
            return $"belongs to user {facts.UserId}, not to {userId}";
        return (facts.Mode & OthersMayWrite) != 0 ? "can be written by others" : null;
    }

    /// <summary>The path of one of its files, for a socket's address.</summary>
    public string SocketPath(string file)
    {
        string direct = System.IO.Path.Combine(Path, file);
        if (System.Text.Encoding.UTF8.GetByteCount(direct) <= LocalSocket.PathBytesMax)
            return direct;
        using FileDescriptor.Hold held = Descriptor.Use();
        return $"/proc/self/fd/{held.Number}/{file}"; // the same directory, however long its name
    }

    /// <summary>Names of its files that begin and end so; in no order, and no more than the limit.</summary>
    public IEnumerable<string> Files(string prefix, string ending)
    {
        int count = 0;
        foreach (string path in Directory.EnumerateFiles(Path, $"{prefix}*{ending}", s_everything))
        {
            if (++count > LocalLimits.NodesMax)
                yield break;
            yield return System.IO.Path.GetFileName(path);
        }
    }

    public void Dispose() => Descriptor.Dispose();

    private static readonly EnumerationOptions s_everything = new()
    {
        AttributesToSkip = 0, // names that begin with a dot too
        MatchCasing = MatchCasing.CaseSensitive,
        MatchType = MatchType.Simple,
    };

    private static string DefaultPath()
    {
        if (Environment.GetEnvironmentVariable("IKC_DOMAIN") is { Length: > 0 } named)
            return named;
        string? runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return System.IO.Path.IsPathFullyQualified(runtime ?? "") && Directory.Exists(runtime)
            ? System.IO.Path.Combine(runtime, "ikc")
            : $"/tmp/ikc-{DomainFiles.EffectiveUser}";
    }

    private void Check()
    {
        if (!DomainFiles.TryStat(Descriptor, out FileFacts facts))
            throw LinuxError.Exception($"{Path} cannot be looked at", LinuxError.Last);
        string? flaw = FindFlaw(facts, DomainFiles.EffectiveUser);
        if (flaw is null && !DomainFiles.IsWritable(Path))
            flaw = "cannot be written";
        if (flaw is not null)
        {
            throw new IkcException(
                IkcStatus.PermissionDenied,
                $"The domain's directory {Path} {flaw}. It must be the user's own; the variable IKC_DOMAIN names another one.");
        }
    }
}
