// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Checks the ids of one contract's methods: given, in range, unique, not reserved.</summary>
internal sealed class MethodIds
{
    private const int IdMax = 65535;

    private readonly Dictionary<int, string> _used = [];
    private readonly HashSet<int> _reserved;
    private readonly Findings _findings;
    private readonly int _free;

    public MethodIds(INamedTypeSymbol contract, Findings findings)
    {
        _findings = findings;
        _reserved = [.. Attributes.FindAll(contract, Attributes.Reserved).Select(a => Attributes.Argument(a, 0))];
        HashSet<int> given = [.. contract.GetMembers().Select(Given)];
        given.UnionWith(_reserved);
        _free = 1;
        while (given.Contains(_free))
            _free++;
    }

    /// <summary>The id that is written at a member; 0 for none.</summary>
    public static int Given(ISymbol member) => Attributes.Find(member, Attributes.Method) is { } attribute ? Attributes.Argument(attribute, 0) : 0;

    /// <summary>The method's id; whatever is wrong with it is found.</summary>
    public int Check(IMethodSymbol method)
    {
        Place place = new(method);
        if (Attributes.Find(method, Attributes.Method) is not { } attribute)
        {
            _findings.Add(Rules.MissingMethodId, place, method.Name, _free);
            return 0;
        }

        int id = Attributes.Argument(attribute, 0);
        if (id is < 1 or > IdMax)
            _findings.Add(Rules.MethodIdOutOfRange, place, id, _free);
        else if (_reserved.Contains(id))
            _findings.Add(Rules.ReservedMethodId, place, id, _free);
        else if (_used.TryGetValue(id, out string? other))
            _findings.Add(Rules.DuplicateMethodId, place, id, other, _free);
        else
            _used.Add(id, method.Name);
        return id;
    }
}
