// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;

namespace Ikc.Generators.Emit;

/// <summary>Writes the entry points of messages and their formatters.</summary>
internal static class MessageEmitter
{
    public static void Emit(SourceWriter writer, ContractSpec contract)
    {
        _ = (writer, contract);
    }
}
