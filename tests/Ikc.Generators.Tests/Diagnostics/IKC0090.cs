// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("fills")]
public partial interface IFills { [IkcMethod(1, OneWay = true)] void Filled(int id); }

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] void Several({|IKC0090:IFills[]|} fills);

    [IkcMethod(2)] void Listed({|IKC0090:List<IFills>|} fills, {|IKC0090:(int, IFills)|} pair, {|IKC0090:ReadOnlyMemory<IFills>|} block);

    [IkcMethod(4)] ValueTask SendAsync({|IKC0090:IAsyncEnumerable<IFills>|} fills, CancellationToken token = default);

    [IkcMethod(5), {|IKC0090:IkcFault<IFills>|}] void Fail();

    [IkcMethod(6)] {|IKC0090:IFills[]|} All();

    [IkcMethod(7)] void Good(IFills fills, IFills? more = null);

    [IkcMethod(8)] ValueTask<int> GoodAsync(IFills fills, IBad self, CancellationToken token = default);

    [IkcMethod(9, OneWay = true)] void GoodOneWay(in IFills fills);
}
