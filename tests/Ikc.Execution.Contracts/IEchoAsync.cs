// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>The same, asynchronously.</summary>
[IkcContract("test.echo.async")]
public partial interface IEchoAsync
{
    [IkcMethod(1)] ValueTask<int> Int32Async(int value, CancellationToken cancellationToken = default);
    [IkcMethod(2)] ValueTask<string?> StringAsync(string? value, CancellationToken cancellationToken = default);
    [IkcMethod(3)] ValueTask<long[]> ArrayAsync(ReadOnlyMemory<long> value, CancellationToken cancellationToken = default);
    [IkcMethod(4)] ValueTask<Order> MessageAsync(Order value, CancellationToken cancellationToken = default);
    [IkcMethod(5)] ValueTask<IkcLease<byte>> LeaseAsync(byte[] value, CancellationToken cancellationToken = default);
    [IkcMethod(6)] ValueTask NothingAsync(CancellationToken cancellationToken = default);
    [IkcMethod(7, OneWay = true)] ValueTask PostAsync(int value, CancellationToken cancellationToken = default);
    [IkcMethod(8)] ValueTask<int[]> PostedAsync(CancellationToken cancellationToken = default);
}
