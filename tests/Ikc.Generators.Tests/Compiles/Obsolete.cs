// SPDX-License-Identifier: MIT
using System;
using Ikc;

namespace Acme;

[Obsolete("No longer used.")]
[IkcStruct]
public struct Old
{
    public int Value;
}

[Obsolete("No longer used.")]
[IkcContract("obsolete")]
public partial interface IObsolete
{
    [Obsolete("No longer used.")]
    [IkcMethod(1)]
    Old Get(Old old);
}
