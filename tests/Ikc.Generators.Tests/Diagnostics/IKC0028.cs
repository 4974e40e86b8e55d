// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] {|IKC0028:Task|} GetAsync(CancellationToken token);

    [IkcMethod(2)] {|IKC0028:Task<int>|} CountAsync(CancellationToken token);
}
