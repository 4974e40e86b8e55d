// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>Writes how the failures that methods declare are written by the service's half and read by the client's.</summary>
internal static class FaultEmitter
{
    /// <summary>Name of the method that reads the faults of a method.</summary>
    public static string Reader(ContractSpec contract, int ordinal) =>
        contract.Names.Definition + ".Fault_" + Signatures.Half(contract, ordinal);

    /// <summary>The dispatcher's half: called when a method has thrown, and only then.</summary>
    public static void EmitWriter(SourceWriter writer, ContractSpec contract)
    {
        if (contract.Methods.All(m => m.Faults.Count == 0))
            return;
        writer.Line();
        using (writer.Block($"public override bool TryWriteFault(int method, {Text.Ikc}IkcFaultException fault, scoped ref {Text.CompilerServices}IkcWriter writer)"))
        using (writer.Block("switch (method, fault)"))
        {
            UniqueNames locals = new(["method", "fault", "writer"]);
            WireEmitter wires = new(writer, contract, locals);
            for (int i = 0; i < contract.Methods.Count; i++)
            {
                foreach (FaultSpec fault in contract.Methods[i].Faults)
                {
                    string value = locals.Take("value");
                    string pattern = fault.Wire.RefusesNull ? "{ }" : "var";
                    writer.Line($"case ({Text.Of(i)}, {Type(fault)} {{ Fault: {pattern} {value} }}):");
                    using (writer.Indent())
                    {
                        writer.Line($"{Text.CompilerServices}IkcFault.WriteHeader(ref writer, {Text.Of(fault.Code)}, {Hash(fault)});");
                        wires.Write(fault.Wire, "writer", value);
                        writer.Line("return true;");
                    }
                }
            }

            writer.Line("default:");
            using (writer.Indent())
                writer.Line("return false;");
        }
    }

    /// <summary>The client's half: one reader for each method that declares faults.</summary>
    public static void EmitReaders(SourceWriter writer, ContractSpec contract)
    {
        for (int i = 0; i < contract.Methods.Count; i++)
        {
            if (contract.Methods[i].Faults.Count > 0)
                EmitReader(writer, contract, i);
        }
    }

    private static void EmitReader(SourceWriter writer, ContractSpec contract, int ordinal)
    {
        writer.Line();
        using (writer.Block($"internal static {Text.Ikc}IkcFaultException? Fault_{Signatures.Half(contract, ordinal)}"
            + $"(int code, ulong shapeHash, scoped ref {Text.CompilerServices}IkcReader reader)"))
        using (writer.Block("switch (code)"))
        {
            WireEmitter wires = new(writer, contract, new UniqueNames(["code", "shapeHash", "reader"]));
            foreach (FaultSpec fault in contract.Methods[ordinal].Faults)
            {
                writer.Line($"case {Text.Of(fault.Code)} when shapeHash == {Hash(fault)}: // {fault.Wire.Shape}");
                using (writer.Indent())
                    writer.Line($"return new {Type(fault)}({wires.Read(fault.Wire, "reader")});");
            }

            writer.Line("default:");
            using (writer.Indent())
                writer.Line("return null;");
        }
    }

    private static string Type(FaultSpec fault) => $"{Text.Ikc}IkcFaultException<{fault.Wire.Type}>";

    private static string Hash(FaultSpec fault) => Text.Hex(ShapeText.Hash(fault.Wire.Shape));
}
