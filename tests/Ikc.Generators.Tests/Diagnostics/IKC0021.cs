// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

public struct Plain { public int Value; }

[IkcStruct] public struct Fixed { public int Value; }

[MessagePackObject] public struct Message { [Key(0)] public int Value; }

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] {|IKC0021:Plain|} Get({|IKC0021:Plain?|} one, ReadOnlySpan<Fixed> good, {|IKC0021:ReadOnlySpan<Plain>|} span, {|IKC0021:List<Plain>|} list);

    [IkcMethod(2)] Message Good(Fixed value, Fixed? other, Message? message);
}
