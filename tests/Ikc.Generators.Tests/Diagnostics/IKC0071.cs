// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] IAsyncEnumerable<int> {|IKC0071:Watch|}(string symbol);

    [IkcMethod(2)] ValueTask {|IKC0071:FillAsync|}(IAsyncEnumerable<int> items);

    [IkcMethod(3)] IAsyncEnumerable<int> Good(string symbol, CancellationToken token = default);
}
