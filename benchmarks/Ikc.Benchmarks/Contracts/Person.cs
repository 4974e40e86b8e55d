// SPDX-License-Identifier: MIT
using MessagePack;

namespace Ikc.Benchmarks.Contracts;

/// <summary>A message as applications have them.</summary>
[MessagePackObject]
public sealed class Person
{
    [Key(0)]
    public string? Name { get; set; }

    [Key(1)]
    public int Age { get; set; }

    [Key(2)]
    public List<string> Languages { get; set; } = [];
}
