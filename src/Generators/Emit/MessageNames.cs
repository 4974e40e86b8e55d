// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>The message types that stand in a contract's methods themselves, and the names of their entry points.</summary>
internal static class MessageNames
{
    /// <summary>Each once, in the order of the methods.</summary>
    public static IReadOnlyList<CodecSpec> All(ContractSpec contract)
    {
        List<CodecSpec> all = [];
        foreach (MethodSpec method in contract.Methods)
        {
            foreach (WireSpec? wire in method.Parameters.Select(p => p.Wire).Concat([method.Result]).Concat(method.Faults.Select(f => f.Wire)))
            {
                if (wire?.MessageCodec is { } codec && !all.Contains(codec))
                    all.Add(codec);
            }
        }

        return all;
    }

    public static string Of(ContractSpec contract, CodecSpec codec)
    {
        IReadOnlyList<CodecSpec> all = All(contract);
        UniqueNames names = new([]);
        foreach (CodecSpec other in all)
        {
            string name = names.Take(Plain(other));
            if (other.Equals(codec))
                return name;
        }

        throw new InvalidOperationException(codec.Type);
    }

    private static string Plain(CodecSpec codec)
    {
        CodecSpec core = codec.Kind == CodecKind.Nullable ? codec.Inner! : codec;
        string name = core.Kind == CodecKind.Formatter ? core.Name.Replace("Formatter", "") : core.Name.Split('.').Last();
        return name + (codec.AllowsNull ? "OrNull" : "");
    }
}
