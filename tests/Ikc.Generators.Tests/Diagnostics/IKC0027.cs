// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] ValueTask {|IKC0027:GetAsync|}(int a);

    [IkcMethod(2)] ValueTask GoodAsync(int a, CancellationToken token = default);

    [IkcMethod(3, OneWay = true)] ValueTask TellAsync(int a);

    [IkcMethod(4)] int Sync();
}
