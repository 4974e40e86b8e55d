// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>Blocks that are written and read in place, in every shape of call.</summary>
[IkcContract("test.bulk")]
public partial interface IBulk
{
    /// <summary>The sum of all bytes, times the length of the text.</summary>
    [IkcMethod(1)] long Sum(string text, ReadOnlySpan<byte> data, CancellationToken cancellationToken = default);

    /// <summary>The sum of both coordinates, and the seed.</summary>
    [IkcMethod(2)] ValueTask<double> SumAsync(int seed, ReadOnlyMemory<Point> data, CancellationToken cancellationToken = default);

    /// <summary>Keeps a copy, for <see cref="Last"/>.</summary>
    [IkcMethod(3)] void Put(long[]? data);

    /// <inheritdoc cref="Put"/>
    [IkcMethod(4)] ValueTask PutAsync(Order order, ReadOnlyMemory<long> data, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Put"/>
    [IkcMethod(5, OneWay = true)] void Post(ReadOnlySpan<long> data);

    /// <inheritdoc cref="Put"/>
    [IkcMethod(6, OneWay = true)] ValueTask PostAsync(ReadOnlyMemory<long> data);

    /// <summary>The block in reverse.</summary>
    [IkcMethod(7)] IkcLease<byte> Reverse(ReadOnlySpan<byte> data);

    /// <summary>What was put or posted last, and how many times.</summary>
    [IkcMethod(8)] (long First, int Count, int Times) Last();

    /// <summary>Reads the lease when a first await is over.</summary>
    [IkcMethod(9)] ValueTask<long> SumLeaseAsync(int times, IkcLease<byte> data, CancellationToken cancellationToken = default);

    /// <summary>Reads the lease on the dispatching thread.</summary>
    [IkcMethod(10)] long SumLease(IkcLease<byte> data);

    /// <summary>Has the lease, and throws.</summary>
    [IkcMethod(11)] ValueTask RefuseAsync(IkcLease<byte> data, CancellationToken cancellationToken = default);

    /// <summary>Keeps the lease, for <see cref="Kept"/>; if not, remembers it without right.</summary>
    [IkcMethod(12)] void Hold(bool keeps, IkcLease<byte> data);

    /// <summary>The first byte of the lease that was held last; -1 when it is void, -2 when it is revoked.</summary>
    [IkcMethod(13)] int Kept();

    /// <summary>Disposes all leases that are held.</summary>
    [IkcMethod(14)] int Drop();

    /// <inheritdoc cref="Put"/>
    [IkcMethod(15, OneWay = true)] void PostLease(IkcLease<long> data);

    /// <summary>The same lease.</summary>
    [IkcMethod(16)] ValueTask<IkcLease<byte>> EchoLeaseAsync(IkcLease<byte> data, CancellationToken cancellationToken = default);
}

/// <summary>A contract whose loans are its base's, and one of its own.</summary>
[IkcContract("test.bulk.more")]
public partial interface IMoreBulk : IBulk
{
    /// <summary>The greatest element.</summary>
    [IkcMethod(1)] int Greatest(ReadOnlySpan<int> data);
}
