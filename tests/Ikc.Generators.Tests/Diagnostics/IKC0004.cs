// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

public partial class Outer
{
    [IkcContract("inner")]
    private partial interface {|IKC0004:IInner|} { [IkcMethod(1)] int Get(); }

    [IkcContract("good")]
    internal partial interface IGood { [IkcMethod(1)] int Get(); }
}

[IkcContract("file")]
file partial interface {|IKC0004:IFile|} { [IkcMethod(1)] int Get(); }
