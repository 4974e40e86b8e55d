// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("fills")]
public partial interface IFills { [IkcMethod(1, OneWay = true)] void Filled(int id); }

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] void Subscribe({|IKC0093:IForeign|} foreign);

    [IkcMethod(2)] ValueTask SubscribeAsync({|IKC0093:IForeign?|} foreign, IFills fills, CancellationToken token = default);
}
