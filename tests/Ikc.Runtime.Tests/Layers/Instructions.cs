// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Ikc.Layers;

/// <summary>Finds the metadata tokens in the code of a method.</summary>
internal static class Instructions
{
    private static readonly Dictionary<ushort, OperandType> s_operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value, code => code.OperandType);

    public static List<int> Tokens(BlobReader code)
    {
        var tokens = new List<int>();
        while (code.RemainingBytes > 0)
        {
            ushort opCode = code.ReadByte();
            if (opCode == 0xFE)
                opCode = (ushort)(0xFE00 | code.ReadByte());
            switch (s_operands[opCode])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType:
                case OperandType.InlineTok or OperandType.InlineSig:
                    tokens.Add(code.ReadInt32());
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32(); // before the offset is read, which this moves
                    code.Offset += sizeof(int) * targets;
                    break;
                default:
                    code.Offset += 4;
                    break;
            }
        }

        return tokens;
    }
}
