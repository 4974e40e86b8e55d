// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Channels;

/// <summary>A lease over memory of this process.</summary>
internal sealed unsafe class HeapLease : LeaseOwner
{
    private static readonly ObjectPool<HeapLease> s_pool = new(static () => new HeapLease());

    private void* _memory;

    public static HeapLease Take(long sizeBytes)
    {
        if (sizeBytes > Rings.Limits.PayloadBytesMax)
            throw new IkcException(IkcStatus.TooLarge, $"A lease may have at most {Rings.Limits.PayloadBytesMax} bytes.");
        HeapLease lease = s_pool.Rent();
        lease._memory = NativeMemory.Alloc((nuint)Math.Max(sizeBytes, 1));
        return lease;
    }

    protected override byte* Address() => (byte*)_memory;

    protected override void Release()
    {
        NativeMemory.Free(_memory);
        _memory = null;
        s_pool.Return(this);
    }
}
