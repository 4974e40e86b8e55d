// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] ValueTask GetAsync({|IKC0024:ReadOnlySpan<int>|} a, CancellationToken token);

    [IkcMethod(2)] ValueTask GoodAsync(ReadOnlyMemory<int> a, CancellationToken token);
}
