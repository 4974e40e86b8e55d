// SPDX-License-Identifier: MIT
using System.Runtime.Versioning;

namespace Ikc.Samples;

/// <summary>The main sample, on directories that are not as nice as the default one.</summary>
[SupportedOSPlatform("linux")]
public sealed class StorageTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ikc-storage-test-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task EveryFileCrosses()
    {
        var random = new Random(1);
        foreach (int length in new[] { 0, 1, 4095, 4 << 20, (4 << 20) + 1, 9_000_000 })
            Write($"of {length} bytes", Bytes(random, length));
        DirectoryInfo below = _directory.CreateSubdirectory("a/b c/d");
        await File.WriteAllBytesAsync(Path.Combine(below.FullName, "ümläut"), Bytes(random, 100));
        File.CreateSymbolicLink(Path.Combine(_directory.FullName, "link"), "/etc/passwd");
        (int code, string output, string error) = await RunAsync(_directory.FullName);
        Assert.True(code == 0, output + error);
        Assert.Contains("7 files", output, StringComparison.Ordinal); // the link is none
        Assert.Contains("Every byte matches.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyDirectory()
    {
        (int code, string output, string error) = await RunAsync(_directory.FullName);
        Assert.True(code == 0, output + error);
        Assert.Contains("0 files", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADirectoryThatIsNotThere()
    {
        (int code, _, string error) = await RunAsync(Path.Combine(_directory.FullName, "nowhere"));
        Assert.Equal(2, code);
        Assert.Contains("There is no directory", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADirectoryOrFileThatCannotBeRead()
    {
        Write("fine", [1, 2, 3]);
        Write("secret", [4, 5, 6]);
        File.SetUnixFileMode(Path.Combine(_directory.FullName, "secret"), UnixFileMode.None);
        (int code, string output, string error) = await RunAsync(_directory.FullName);
        if (Environment.IsPrivilegedProcess)
        {
            Assert.Equal(0, code); // nothing is secret to root
            return;
        }

        Assert.Equal(1, code);
        Assert.Contains("NOT every byte matches.", output, StringComparison.Ordinal);
        Assert.Contains("secret", error, StringComparison.Ordinal);
        _directory.UnixFileMode = UnixFileMode.None;
        try
        {
            (code, _, error) = await RunAsync(_directory.FullName);
            Assert.Equal(3, code);
            Assert.Contains(_directory.FullName, error, StringComparison.Ordinal);
        }
        finally
        {
            _directory.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }
    }

    [Fact]
    public async Task AReaderWithoutAStore()
    {
        using Sample reader = Sample.Start("Storage", Path.Combine(_directory.FullName, "domain"), "read", _directory.FullName);
        (int code, _, string error) = await reader.EndAsync();
        Assert.Equal(3, code);
        Assert.Contains("NotFound", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string directory)
    {
        using Sample storage = Sample.Start("Storage", null, directory);
        return await storage.EndAsync();
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(_directory.FullName, name), bytes);
}
