// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[MessagePackObject] public class Message
{
    [Key(0)] public int A { get; set; }
    public int {|IKC0050:B|} { get; set; }
    public int {|IKC0050:C|};
    [IgnoreMember] public int D { get; set; }
    private int E { get; set; }
}

[MessagePackObject(true)] public class Good { public int A { get; set; } }

[IkcContract("bad")]
public partial interface IBad { [IkcMethod(1)] Message Get(Message message, Good good); }
