// SPDX-License-Identifier: MIT
namespace Ikc.Latency;

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
}
