// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

public class Plain;

[IkcStruct] public struct Fixed { public int A; }

[MessagePackObject] public class Message
{
    [Key(0)] public {|IKC0053:object?|} A { get; set; }
    [Key(1)] public {|IKC0053:Plain?|} B { get; set; }
    [Key(2)] public {|IKC0053:List<Plain>|} C = [];
    [Key(3)] public {|IKC0053:Fixed|} D;
    [Key(4)] public {|IKC0053:Int128|} E;
    [Key(5)] public List<int>? F;
}

[IkcContract("bad")]
public partial interface IBad { [IkcMethod(1)] Message Get(Message message); }

[IkcContract("other")]
public partial interface IOther { [IkcMethod(1)] Message Get(Message message); }
