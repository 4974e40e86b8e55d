// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] long {|IKC0070:Sum|}(IAsyncEnumerable<int> items);

    [IkcMethod(2, OneWay = true)] ValueTask {|IKC0070:TellAsync|}(IAsyncEnumerable<int> items);

    [IkcMethod(3)] ValueTask<long> SumAsync(IAsyncEnumerable<int> items, CancellationToken token = default);
}
