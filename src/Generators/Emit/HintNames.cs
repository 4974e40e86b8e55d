// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>Names of the generated files. The compiler compares them without case, so contracts that differ in case only get a hash.</summary>
/// <param name="Alike">The names, in capitals and in order, that more than one file would have.</param>
internal sealed record HintNames(EquatableArray<string> Alike)
{
    public const string Layouts = LayoutsName + Extension;

    private const string LayoutsName = "Ikc.StructLayouts";
    private const string Extension = ".g.cs";

    public static HintNames Give(ImmutableArray<ContractSpec> contracts)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase) { LayoutsName };
        SortedSet<string> alike = new(StringComparer.Ordinal);
        foreach (ContractSpec contract in contracts)
        {
            if (!taken.Add(contract.MetadataName))
                _ = alike.Add(contract.MetadataName.ToUpperInvariant());
        }

        return new HintNames(new EquatableArray<string>([.. alike]));
    }

    /// <summary>Name of the contract's file.</summary>
    public string Of(ContractSpec contract)
    {
        string name = contract.MetadataName;
        foreach (string other in Alike)
        {
            if (string.Equals(name, other, StringComparison.OrdinalIgnoreCase))
                return name + "." + ShapeText.Hash(name).ToString("x16", CultureInfo.InvariantCulture) + Extension;
        }

        return name + Extension;
    }
}
