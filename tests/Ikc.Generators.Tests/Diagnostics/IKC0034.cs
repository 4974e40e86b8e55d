// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

public class Plain { public int Value { get; set; } }

[MessagePackObject] public class Message { [Key(0)] public int Value { get; set; } }

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] {|IKC0034:Plain|} Get({|IKC0034:Plain?|} one, {|IKC0034:Dictionary<int, Plain[]>|} many);

    [IkcMethod(2)] Message Good(Message[] many);
}
