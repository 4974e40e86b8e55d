// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] {|IKC0020:object|} Object({|IKC0020:object|} value, {|IKC0020:dynamic|} other);

    [IkcMethod(2)] void Native({|IKC0020:nint|} handle, {|IKC0020:UIntPtr|} other);

    [IkcMethod(3)] void Code({|IKC0020:Action|} action);

    [IkcMethod(4)] void Work({|IKC0020:Task<int>|} task, {|IKC0020:System.IO.MemoryStream|} stream, {|IKC0020:Exception|} failure);

    [IkcMethod(5)] void Shapes({|IKC0020:int[,]|} table, {|IKC0020:System.Text.Rune|} rune, {|IKC0020:IDisposable|} thing);
}
