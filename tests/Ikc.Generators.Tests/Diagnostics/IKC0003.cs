// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface {|IKC0003:IBad|}<T> { [IkcMethod(1)] int Get(); }

public partial class Outer<T>
{
    [IkcContract("inner")]
    public partial interface {|IKC0003:IInner|} { [IkcMethod(1)] int Get(); }
}
