// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] {|IKC0032:IkcLease<bool>|} Get({|IKC0032:ReadOnlySpan<decimal>|} a, {|IKC0032:ReadOnlyMemory<string>|} b);

    [IkcMethod(2)] bool[] Good(decimal[] a, string[] b);
}
