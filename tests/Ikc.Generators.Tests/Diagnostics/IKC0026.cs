// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] ValueTask GetAsync(CancellationToken {|IKC0026:token|}, int a);

    [IkcMethod(2)] ValueTask GoodAsync(int a, CancellationToken token);
}
