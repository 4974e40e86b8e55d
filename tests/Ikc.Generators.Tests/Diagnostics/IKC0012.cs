// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(0)] int {|IKC0012:Zero|}();

    [IkcMethod(65535)] int Last();

    [IkcMethod(65536)] int {|IKC0012:More|}();
}
