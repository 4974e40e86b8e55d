// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Parsing;

/// <summary>Names that are free in one scope: a taken one gets underscores. Scopes are small, and a list is made faster than a set.</summary>
internal sealed class UniqueNames(IEnumerable<string> taken)
{
    private readonly List<string> _taken = [.. taken];

    public string Take(string name)
    {
        while (_taken.Contains(name.TrimStart('@')))
            name += "_";
        _taken.Add(name.TrimStart('@'));
        return name;
    }
}
