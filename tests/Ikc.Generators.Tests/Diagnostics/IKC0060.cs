// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1, OneWay = true), {|IKC0060:IkcFault<int>|}] void Nudge(int a);

    [IkcMethod(2, OneWay = true), {|IKC0060:IkcFault<string>(2)|}] ValueTask NudgeAsync(int a);

    [IkcMethod(3), IkcFault<int>] void Good(int a);
}
