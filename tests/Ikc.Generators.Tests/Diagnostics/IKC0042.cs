// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;
using System.Runtime.InteropServices;

[IkcStruct] [StructLayout(LayoutKind.Auto)] public struct {|IKC0042:Automatic|} { public int A; }

[IkcStruct] public ref struct {|IKC0042:OnStack|} { public int A; }

[IkcStruct] public struct {|IKC0042:Empty|};

[IkcStruct] public struct Good { public int A; public static int B; public const int C = 1; }
