// SPDX-License-Identifier: MIT
using Tmds.Linux;

namespace Ikc.Rings;

/// <summary>Whole pages between two that nobody may touch: whoever reads or writes beyond the ends crashes the tests.</summary>
internal sealed unsafe class GuardedMemory : IDisposable
{
    private const int PageBytes = 4096;

    private readonly byte* _mapping;
    private readonly ulong _mappingBytes;

    public GuardedMemory(uint sizeBytes)
    {
        Assert.Equal(0u, sizeBytes % PageBytes);
        SizeBytes = sizeBytes;
        _mappingBytes = sizeBytes + (2UL * PageBytes);
        void* mapping = LibC.mmap(null, (size_t)_mappingBytes, LibC.PROT_NONE, LibC.MAP_PRIVATE | LibC.MAP_ANONYMOUS, -1, 0);
        Assert.True(mapping != LibC.MAP_FAILED);
        _mapping = (byte*)mapping;
        Base = _mapping + PageBytes;
        Protect(LibC.PROT_READ | LibC.PROT_WRITE);
    }

    public byte* Base { get; }

    public uint SizeBytes { get; }

    public Span<byte> Bytes => new(Base, (int)SizeBytes);

    /// <summary>As the reader of a peer's area has it.</summary>
    public void MakeReadOnly() => Protect(LibC.PROT_READ);

    public void MakeWritable() => Protect(LibC.PROT_READ | LibC.PROT_WRITE);

    public void Dispose() => Assert.Equal(0, LibC.munmap(_mapping, (size_t)_mappingBytes));

    private void Protect(int protection) => Assert.Equal(0, LibC.mprotect(Base, (size_t)(ulong)SizeBytes, protection));
}
