// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

public struct Plain { public int Value; }

[IkcStruct] public struct Bad
{
    public {|IKC0041:bool|} A;
    public {|IKC0041:nint|} B;
    public {|IKC0041:string|} C;
    public {|IKC0041:DateTime|} D;
    public {|IKC0041:decimal|} E;
    public {|IKC0041:Plain|} F;
    public {|IKC0041:int?|} G { get; set; }
    public {|IKC0041:TimeSpan|} H;
}

[IkcStruct] public struct Good { public int A; public DayOfWeek B; public Guid C; }
