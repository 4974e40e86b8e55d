// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Contracts;

/// <summary>Streams in all directions, of items of all sorts.</summary>
[IkcContract("test.streaming")]
public partial interface IStreaming
{
    [IkcMethod(1)]
    IAsyncEnumerable<Header> Watch(string symbol, CancellationToken cancellationToken = default);

    [IkcMethod(2)]
    ValueTask<long> SumAsync(IAsyncEnumerable<int> items, CancellationToken cancellationToken = default);

    [IkcMethod(3)]
    IAsyncEnumerable<Quote> Convert(IAsyncEnumerable<QuoteRequest> requests, IAsyncEnumerable<string?> notes, int factor,
        CancellationToken cancellationToken = default);

    [IkcMethod(4)]
    ValueTask FillAsync(IAsyncEnumerable<byte[]> pages, CancellationToken cancellationToken = default);

    [IkcMethod(5)]
    int Plain(int a);
}
