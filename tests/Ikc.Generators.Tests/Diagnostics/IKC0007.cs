// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("same")]
public partial interface IA { [IkcMethod(1)] int Get(); }

[IkcContract("same")]
public partial interface {|IKC0007:IB|} { [IkcMethod(1)] int Get(); }

[IkcContract("other")]
public partial interface IC { [IkcMethod(1)] int Get(); }
