// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    int {|IKC0010:Get|}();

    [IkcMethod(1)] int Good();

    int Twice() => Good() * 2;
}
