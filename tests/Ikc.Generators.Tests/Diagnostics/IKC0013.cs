// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
[IkcReserved(1), IkcReserved(2)]
public partial interface IBad
{
    [IkcMethod(2)] int {|IKC0013:Get|}();

    [IkcMethod(3)] int Good();
}
