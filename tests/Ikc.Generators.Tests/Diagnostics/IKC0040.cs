// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;
using System.Runtime.InteropServices;

[IkcStruct] public struct Hole { public byte A; public int {|IKC0040:B|}; }

[IkcStruct] public struct {|IKC0040:Tail|} { public long A; public int B; }

[IkcStruct] [StructLayout(LayoutKind.Explicit)] public struct Explicit { [FieldOffset(0)] public int A; [FieldOffset(8)] public int {|IKC0040:B|}; }

[IkcStruct] public struct Property { public byte A { get; set; } public short {|IKC0040:B|} { get; set; } }

[IkcStruct] public struct Good { public byte A; public byte B; public short C; public int D; }

[IkcContract("bad")]
public partial interface IBad { [IkcMethod(1)] Hole Get(Tail tail, Good good); }
