// SPDX-License-Identifier: MIT
namespace Ikc.Latency;

/// <summary>The service: as little work as the method allows.</summary>
internal sealed class Probe : IProbe
{
    private readonly byte[] _source = Bulk.Source();

    public int Add(int a, int b) => a + b;

    public ValueTask<int> AddAsync(int a, int b) => new(a + b);

    public IkcLease<byte> Read(int count)
    {
        IkcLease<byte> lease = IkcLease<byte>.Rent(count);
        _source.AsSpan(0, count).CopyTo(lease.Span);
        return lease;
    }

    public ulong Sum(ReadOnlySpan<byte> bytes) => Bulk.Sum(bytes);
}
