// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] void Get(ref int {|IKC0022:a|}, out int {|IKC0022:b|}, ref readonly int {|IKC0022:c|}, in int good);

    [IkcMethod(2)] {|IKC0022:ref int|} Result();
}
