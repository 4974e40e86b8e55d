// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Which methods of a contract have a <c>Begin…</c> beside them: those that can lend, where the name is free and tells them apart.</summary>
internal static class LoanNames
{
    public static IEnumerable<MethodSpec> Give(INamedTypeSymbol contract, IReadOnlyList<MethodSpec> methods)
    {
        HashSet<string> taken =
        [
            .. contract.AllInterfaces.Add(contract).SelectMany(i => i.GetMembers()).Where(m => !Attributes.Has(m, Attributes.GeneratedCode)).Select(m => m.Name),
        ];
        ILookup<string, MethodSpec> alike = methods.Where(m => m.Lent is not null).ToLookup(Signature);
        return methods.Select(m => m is { Lent: not null, IsHidden: false } && !taken.Contains(Name(m)) && alike[Signature(m)].Count(o => !o.IsHidden) == 1
            ? m with { LoanName = Name(m), LoanHides = alike[Signature(m)].Any(o => o.IsHidden) }
            : m);
    }

    private static string Name(MethodSpec method) => "Begin" + method.Name.TrimStart('@');

    /// <summary>What tells overloads apart: the block itself is a mere count among the parameters, and annotations do not count.</summary>
    private static string Signature(MethodSpec method) =>
        Name(method) + "(" + string.Join(",", method.Parameters.Select(p => p == method.Lent ? "int" : p.Type.Replace("?", ""))) + ")";
}
