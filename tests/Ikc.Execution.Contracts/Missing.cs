// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>A fault that is a fixed struct.</summary>
[IkcStruct]
public struct Missing
{
    public long Id;
    public Guid Key;
}
