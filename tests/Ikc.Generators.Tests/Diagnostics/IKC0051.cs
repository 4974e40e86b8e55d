// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[MessagePackObject] public class Same { [Key(0)] public int A; [Key(0)] public int {|IKC0051:B|}; }

[MessagePackObject] public class Mixed { [Key(0)] public int A; [Key("b")] public int {|IKC0051:B|}; }

[MessagePackObject] public class Negative { [Key(-1)] public int {|IKC0051:A|}; [Key(10001)] public int {|IKC0051:B|}; }

[MessagePackObject] public class Good { [Key("a")] public int A; [Key("b")] public int B; }

[IkcContract("bad")]
public partial interface IBad { [IkcMethod(1)] Same Get(Mixed mixed, Negative negative, Good good); }
