// SPDX-License-Identifier: MIT
using System.Globalization;
using Tmds.Linux;

namespace Ikc.Native;

/// <summary>That nobody but the maker of an area can write it, however he tries.</summary>
public sealed unsafe class SealedMemoryTests : IDisposable
{
    private static readonly long s_pageBytes = Environment.SystemPageSize;

    private readonly SharedMapping _mapping = SealedMemory.Create(s_pageBytes, out s_made);
    private readonly FileDescriptor _descriptor = s_made!;

    [ThreadStatic]
    private static FileDescriptor? s_made;

    public void Dispose()
    {
        _descriptor.Dispose();
        _mapping.Dispose();
    }

    [Fact]
    public void EveryWayToWriteItIsClosed()
    {
        Assert.Null(SealedMemory.FindFlaw(_descriptor, s_pageBytes));
        using FileDescriptor.Hold held = _descriptor.Use();
        int fd = held.Number;
        size_t length = (size_t)(ulong)s_pageBytes;
        Assert.True(LibC.mmap(null, length, LibC.PROT_READ | LibC.PROT_WRITE, LibC.MAP_SHARED, fd, 0) == LibC.MAP_FAILED);
        byte one = 1;
        Assert.Equal(-1, (long)LibC.write(fd, &one, 1));
        Assert.Equal(-1, LibC.ftruncate(fd, 0));
        Assert.Equal(-1, LibC.ftruncate(fd, 2 * s_pageBytes));
        Assert.Equal(-1, LibC.fallocate(fd, LibC.FALLOC_FL_PUNCH_HOLE | LibC.FALLOC_FL_KEEP_SIZE, 0, s_pageBytes));
        Assert.Equal(-1, LibC.fcntl(fd, LibC.F_ADD_SEALS, LibC.F_SEAL_WRITE));
        using (SharedMapping readOnly = SealedMemory.MapReadOnly(_descriptor, s_pageBytes, null))
            Assert.Equal(-1, LibC.mprotect(readOnly.Base, length, LibC.PROT_READ | LibC.PROT_WRITE));
        fixed (byte* path = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{fd}\0")))
        {
            int reopened = LibC.open(path, LibC.O_RDWR | LibC.O_CLOEXEC, default);
            using var file = new FileDescriptor(reopened);
            Assert.True(LibC.mmap(null, length, LibC.PROT_WRITE, LibC.MAP_SHARED, reopened, 0) == LibC.MAP_FAILED);
            Assert.Equal(-1, (long)LibC.write(reopened, &one, 1));
        }

        _mapping.Base[0] = 7;
        using SharedMapping seen = SealedMemory.MapReadOnly(_descriptor, s_pageBytes, null);
        Assert.Equal(7, seen.Base[0]);
    }

    [Fact]
    public void ForkedProcessesDoNotHaveIt()
    {
        string start = ((nint)_mapping.Base).ToString("x", CultureInfo.InvariantCulture);
        string[] flags = File.ReadLines("/proc/self/smaps")
            .SkipWhile(line => !line.StartsWith(start + "-", StringComparison.Ordinal))
            .First(line => line.StartsWith("VmFlags:", StringComparison.Ordinal)).Split(' ');
        Assert.Contains("dc", flags); // "do not copy area on fork"
    }

    [Fact]
    public void TheMappingIsGoneAfterItsLastReference()
    {
        int unmapped = 0;
        SharedMapping mapping = SealedMemory.MapReadOnly(_descriptor, s_pageBytes, () => unmapped++);
        Assert.True(mapping.TryAddReference());
        mapping.Dispose();
        Assert.Equal(0, unmapped);
        Assert.Equal(0, mapping.Base[0]);
        mapping.ReleaseReference();
        Assert.Equal(1, unmapped);
        Assert.False(mapping.TryAddReference());
    }
}
