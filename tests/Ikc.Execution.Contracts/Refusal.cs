// SPDX-License-Identifier: MIT
using MessagePack;

namespace Ikc.Execution.Contracts;

/// <summary>A fault that is a message.</summary>
[MessagePackObject]
public sealed class Refusal
{
    [Key(0)]
    public string Reason { get; set; } = "";

    [Key(1)]
    public int[] Attempts { get; set; } = [];
}
