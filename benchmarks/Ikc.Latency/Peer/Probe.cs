// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Latency.Peer;

/// <summary>The service: as little work as the method allows.</summary>
internal sealed class Probe : IProbe
{
    private readonly byte[] _source = Bulk.Source();
    private ulong _told;

    public int Add(int a, int b) => a + b;

    public ValueTask<int> AddAsync(int a, int b) => new(a + b);

    public IkcLease<byte> Read(int count)
    {
        IkcLease<byte> lease = IkcLease<byte>.Rent(count);
        _source.AsSpan(0, count).CopyTo(lease.Span);
        return lease;
    }

    public async IAsyncEnumerable<Line> Stream(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask;
        for (int i = 0; i < count; i++)
            yield return new Line { Number = i };
    }

    public IAsyncEnumerable<Line> StreamReady(int count, CancellationToken cancellationToken)
    {
        return IkcStream.Of(Take());

        IEnumerable<Line> Take()
        {
            for (int i = 0; i < count; i++)
                yield return new Line { Number = i };
        }
    }

    public ulong Sum(ReadOnlySpan<byte> bytes) => Bulk.Sum(bytes);

    public IkcLease<byte> Echo(ReadOnlySpan<byte> bytes)
    {
        IkcLease<byte> lease = IkcLease<byte>.Rent(bytes.Length);
        bytes.CopyTo(lease.Span);
        return lease;
    }

    public void Tell(long value) => _told += (ulong)value;

    public void TellBytes(ReadOnlySpan<byte> bytes) => _told += Bulk.Sum(bytes);

    public ulong Told()
    {
        ulong told = _told;
        _told = 0;
        return told;
    }

    public int Work(int microseconds)
    {
        Bulk.Work(microseconds);
        return microseconds;
    }
}
