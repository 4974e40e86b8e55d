// SPDX-License-Identifier: MIT
using MessagePack;

namespace Ikc.Execution.Contracts;

[MessagePackObject]
public sealed record Named
{
    [Key(0)]
    public int Number { get; init; }

    [Key(1)]
    public string Text { get; init; } = "";
}
