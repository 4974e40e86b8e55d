// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    int {|IKC0005:Property|} { get; set; }

    event Action {|IKC0005:Changed|};

    int {|IKC0005:this|}[int index] { get; }

    static abstract int {|IKC0005:Make|}();

    static int Helper() => 1;

    int Own => 2;

    class Nested;

    [IkcMethod(1)] int Get();
}
