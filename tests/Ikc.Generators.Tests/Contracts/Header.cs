// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Contracts;

[IkcStruct]
public struct Header
{
    public int Kind;
    public uint Flags;
    public ulong Sequence;
}
