// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public interface {|IKC0001:IBad|} { [IkcMethod(1)] int Get(); }

public class {|IKC0001:Outer|}
{
    [IkcContract("inner")]
    public partial interface IInner { [IkcMethod(1)] int Get(); }
}

[IkcContract("good")]
public partial interface IGood { [IkcMethod(1)] int Get(); }
