// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[MessagePackObject] public class {|IKC0052:Hidden|} { private Hidden() { } [Key(0)] public int A; }

[MessagePackObject] public class {|IKC0052:Unknown|}(string other) { public string Get() => other; [Key(0)] public int A; }

[MessagePackObject] public class Good(int a) { [Key(0)] public int A { get; } = a; }

[IkcContract("bad")]
public partial interface IBad { [IkcMethod(1)] Hidden Get(Unknown unknown, Good good); }
