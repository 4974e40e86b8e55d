// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1, OneWay = true)] {|IKC0029:int|} Get();

    [IkcMethod(2, OneWay = true)] {|IKC0029:ValueTask<int>|} GetAsync();

    [IkcMethod(3, OneWay = true)] void Good();
}
