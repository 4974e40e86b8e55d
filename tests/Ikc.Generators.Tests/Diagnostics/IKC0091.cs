// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("fills")]
public partial interface IFills { [IkcMethod(1, OneWay = true)] void Filled(int id); }

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] {|IKC0091:IFills|} Open();

    [IkcMethod(2)] {|IKC0091:ValueTask<IFills?>|} OpenAsync(CancellationToken token = default);

    [IkcMethod(3)] string Name(IFills fills);
}
