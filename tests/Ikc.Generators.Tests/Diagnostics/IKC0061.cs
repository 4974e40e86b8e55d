// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1), IkcFault<int>, {|IKC0061:IkcFault<string>|}] void SameCode(int a);

    [IkcMethod(2), IkcFault<int>, {|IKC0061:IkcFault<int>(2)|}] void SameType(int a);

    [IkcMethod(3), {|IKC0061:IkcFault<int>(0)|}, {|IKC0061:IkcFault<long>(65536)|}] void OutOfRange(int a);

    [IkcMethod(4), IkcFault<int>(65535), IkcFault<string>, IkcFault<(int, Guid)>(7)] void Good(int a);

    [IkcMethod(5), IkcFault<int>] ValueTask GoodAsync(int a, CancellationToken token);
}
