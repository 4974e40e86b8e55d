// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("fills")]
public partial interface IFills { [IkcMethod(1, OneWay = true)] void Filled(int id); }

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] IAsyncEnumerable<int> WatchAsync({|IKC0092:IFills|} fills, CancellationToken token = default);

    [IkcMethod(2)] ValueTask SendAsync(IAsyncEnumerable<int> items, {|IKC0092:IFills?|} fills, CancellationToken token = default);

    [IkcMethod(3)] ValueTask GoodAsync(IFills fills, CancellationToken token = default);
}
