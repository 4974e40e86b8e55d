// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Ikc.Generators.Frozen;

/// <summary>
/// The file that says what was shipped of a project's contracts, ordered, one line for each method:
/// <code>
/// contract acme.pricing
/// 1 QuoteAsync async(str)->msg
/// 2 reserved
/// </code>
/// </summary>
internal sealed class FrozenFile
{
    /// <summary>Its name, beside the project.</summary>
    public const string Name = "IkcContracts.txt";

    private const string ContractWord = "contract ";
    private const string ReservedWord = "reserved";
    private const int IdMax = 65535;

    private FrozenFile()
    {
    }

    /// <summary>For each contract's id its methods by number.</summary>
    public SortedDictionary<string, SortedDictionary<int, FrozenMethod>> Contracts { get; } = new(StringComparer.Ordinal);

    /// <summary>Where each contract begins.</summary>
    public Dictionary<string, TextSpan> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>Lines that say nothing, and what is wrong with them.</summary>
    public List<(TextSpan Place, string What)> Problems { get; } = [];

    public static FrozenFile Parse(SourceText text)
    {
        FrozenFile file = new();
        SortedDictionary<int, FrozenMethod>? methods = null;
        foreach (TextLine line in text.Lines)
        {
            string content = line.ToString().Trim();
            if (content.Length == 0 || content[0] == '#')
                continue;
            string? problem = content.StartsWith(ContractWord, StringComparison.Ordinal)
                ? file.AddContract(content.Substring(ContractWord.Length).Trim(), line.Span, out methods)
                : AddMethod(methods, content);
            if (problem is not null)
                file.Problems.Add((line.Span, problem));
        }

        return file;
    }

    public override string ToString()
    {
        StringBuilder text = new("# What was shipped of this project's contracts. The compiler holds them to it.\n");
        foreach (KeyValuePair<string, SortedDictionary<int, FrozenMethod>> contract in Contracts)
        {
            text.Append('\n').Append(ContractWord).Append(contract.Key).Append('\n');
            foreach (KeyValuePair<int, FrozenMethod> method in contract.Value)
            {
                text.Append(method.Key.ToString(CultureInfo.InvariantCulture)).Append(' ')
                    .Append(method.Value.IsReserved ? ReservedWord : method.Value.Name + " " + method.Value.Shape).Append('\n');
            }
        }

        return text.ToString();
    }

    private string? AddContract(string id, TextSpan place, out SortedDictionary<int, FrozenMethod>? methods)
    {
        methods = null;
        if (id.Length == 0)
            return "names no contract";
        if (Contracts.ContainsKey(id))
            return "names a contract that stands above already";
        Contracts.Add(id, methods = []);
        Places.Add(id, place);
        return null;
    }

    private static string? AddMethod(SortedDictionary<int, FrozenMethod>? methods, string content)
    {
        string[] parts = content.Split([' '], 3);
        if (parts.Length < 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id is < 1 or > IdMax)
            return "begins with no method id";
        if (methods is null)
            return "belongs to no contract";
        FrozenMethod? method = (parts.Length, parts[1]) switch
        {
            (2, ReservedWord) => FrozenMethod.Reserved,
            (3, _) => new FrozenMethod(parts[1], parts[2].Trim()),
            _ => null,
        };
        if (method is null)
            return "has no shape";
        if (methods.ContainsKey(id))
            return "repeats an id of its contract";
        methods.Add(id, method);
        return null;
    }
}
