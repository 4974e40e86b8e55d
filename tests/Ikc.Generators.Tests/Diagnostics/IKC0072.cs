// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)]
    ValueTask {|IKC0072:JoinAsync|}(
        IAsyncEnumerable<int> p0, IAsyncEnumerable<int> p1, IAsyncEnumerable<int> p2, IAsyncEnumerable<int> p3,
        IAsyncEnumerable<int> p4, IAsyncEnumerable<int> p5, IAsyncEnumerable<int> p6, IAsyncEnumerable<int> p7,
        IAsyncEnumerable<int> p8, IAsyncEnumerable<int> p9, IAsyncEnumerable<int> p10, IAsyncEnumerable<int> p11,
        IAsyncEnumerable<int> p12, IAsyncEnumerable<int> p13, IAsyncEnumerable<int> p14, IAsyncEnumerable<int> p15,
        IAsyncEnumerable<int> p16,
        CancellationToken token);
}
