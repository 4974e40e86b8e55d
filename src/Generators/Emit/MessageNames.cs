// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>The message types that stand in a contract's methods themselves, and the names of their entry points.</summary>
internal sealed class MessageNames
{
    private static readonly ConditionalWeakTable<ContractSpec, MessageNames> s_made = new();

    private readonly List<CodecSpec> _all = [];
    private readonly Dictionary<CodecSpec, string> _names = [];

    private MessageNames(ContractSpec contract)
    {
        UniqueNames names = new([]);
        foreach (MethodSpec method in contract.Methods)
        {
            foreach (WireSpec? wire in method.Parameters.Select(p => p.Wire).Concat([method.Result]).Concat(method.Faults.Select(f => f.Wire)))
            {
                if (wire?.MessageCodec is not { } codec || _names.ContainsKey(codec))
                    continue;
                _names.Add(codec, names.Take(Plain(codec)));
                _all.Add(codec);
            }
        }
    }

    /// <summary>Each once, in the order of the methods.</summary>
    public IReadOnlyList<CodecSpec> All => _all;

    /// <summary>Those of a contract, made once: every argument asks for its own.</summary>
    public static MessageNames In(ContractSpec contract) => s_made.GetValue(contract, static one => new MessageNames(one));

    public string Of(CodecSpec codec) => _names[codec];

    private static string Plain(CodecSpec codec)
    {
        CodecSpec core = codec.Kind == CodecKind.Nullable ? codec.Inner! : codec;
        string name = core.Kind == CodecKind.Formatter ? core.Name.Replace("Formatter", "") : core.Name.Split('.').Last();
        return name + (codec.AllowsNull ? "OrNull" : "");
    }
}
