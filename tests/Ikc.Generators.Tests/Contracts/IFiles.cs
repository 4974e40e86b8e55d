// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Contracts;

/// <summary>A store of files: strings, blocks in all their forms, leases, and a base contract.</summary>
[IkcContract("test.files")]
public partial interface IFiles : IAsyncDisposable, ICalculator
{
    [IkcMethod(1)]
    string Describe(string path, string? comment = null);

    [IkcMethod(2)]
    ValueTask<int> WriteAsync(string path, long offset, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    [IkcMethod(3)]
    IkcLease<byte> Read(string path, long offset, int count);

    [IkcMethod(4)]
    ValueTask<IkcLease<Header>> ReadHeadersAsync(int[] numbers, CancellationToken cancellationToken = default);

    [IkcMethod(5)]
    Header[]? Headers(params int[]? numbers);

    [IkcMethod(6)]
    ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(string path, Memory<ulong> marks, CancellationToken cancellationToken = default);

    [IkcMethod(7)]
    ValueTask<string> TitleAsync(string path, CancellationToken cancellationToken = default);

    [IkcMethod(8)]
    ValueTask<long> AppendAsync(string path, IkcLease<byte> content, CancellationToken cancellationToken = default);

    [IkcMethod(9)]
    void Truncate(IkcLease<Header> headers);
}
