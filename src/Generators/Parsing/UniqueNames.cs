// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Parsing;

/// <summary>Names that are free in one scope: a taken one gets underscores.</summary>
internal sealed class UniqueNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = [.. taken];

    public string Take(string name)
    {
        while (!_taken.Add(name.TrimStart('@')))
            name += "_";
        return name;
    }
}
