// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] {|IKC0025:ReadOnlySpan<int>|} Get({|IKC0025:Span<int>|} a);

    [IkcMethod(2)] IkcLease<int> Good(ReadOnlySpan<int> a);
}
