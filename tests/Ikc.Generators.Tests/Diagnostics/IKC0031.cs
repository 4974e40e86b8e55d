// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] {|IKC0031:ValueTask<IAsyncEnumerable<int>>|} WatchAsync(CancellationToken token);

    [IkcMethod(2)] IAsyncEnumerable<int> Flatten({|IKC0031:IAsyncEnumerable<IAsyncEnumerable<int>>|} source, CancellationToken token);

    [IkcMethod(3)] IAsyncEnumerable<(int, string[])> Good(IAsyncEnumerable<int> source, CancellationToken token = default);
}
