// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Peer;

/// <summary>What is measured: one method for each way that a call can carry its bytes.</summary>
[IkcContract("ikc.latency.probe")]
public partial interface IProbe
{
    [IkcMethod(1)]
    int Add(int a, int b);

    [IkcMethod(2)]
    ValueTask<int> AddAsync(int a, int b);

    /// <summary>Copies the service's source once, into memory that the caller then reads in place.</summary>
    [IkcMethod(3)]
    IkcLease<byte> Read(int count);

    /// <summary>Sums bytes that stand in the shared memory.</summary>
    [IkcMethod(4)]
    ulong Sum(ReadOnlySpan<byte> bytes);

    /// <summary>Gives the bytes back, copied once each way; the caller reads its copy in place.</summary>
    [IkcMethod(5)]
    IkcLease<byte> Echo(ReadOnlySpan<byte> bytes);

    /// <summary>Told, not answered.</summary>
    [IkcMethod(6, OneWay = true)]
    void Tell(long value);

    /// <summary>Told, not answered; the service reads every byte.</summary>
    [IkcMethod(7, OneWay = true)]
    void TellBytes(ReadOnlySpan<byte> bytes);

    /// <summary>The sum of what was told since the last question, in the order of the caller's calls.</summary>
    [IkcMethod(8)]
    ulong Told();

    /// <summary>So many items, numbered from 0, out of an asynchronous iterator.</summary>
    [IkcMethod(10)]
    IAsyncEnumerable<Line> Stream(int count, CancellationToken cancellationToken = default);

    /// <summary>The same items, out of an iterator that awaits nothing.</summary>
    [IkcMethod(11)]
    IAsyncEnumerable<Line> StreamReady(int count, CancellationToken cancellationToken = default);

    /// <summary>Keeps the service's thread busy, without sleeping.</summary>
    [IkcMethod(9)]
    int Work(int microseconds);
}
