// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] void Get({|IKC0030:IkcLease<byte>|} a);

    [IkcMethod(2)] ValueTask GetAsync({|IKC0030:IkcLease<byte>|} a, CancellationToken token);

    [IkcMethod(3)] ValueTask<IkcLease<byte>> GoodAsync(CancellationToken token);
}
