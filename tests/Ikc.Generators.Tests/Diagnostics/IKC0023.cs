// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] ValueTask GetAsync(in int {|IKC0023:a|}, CancellationToken token);

    [IkcMethod(2)] void Good(in int a);
}
