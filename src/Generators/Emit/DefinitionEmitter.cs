// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>Writes what the runtime is told of a contract, the assertions of its layouts, and the formatters of its messages.</summary>
internal static class DefinitionEmitter
{
    public static void Emit(SourceWriter writer, ContractSpec contract)
    {
        string definition = Type(contract);
        FileHeader.WriteHidden(writer);
        using (writer.Block($"internal static class {contract.Names.Definition}"))
        {
            writer.Line($"private static readonly {definition} s_definition = new(");
            using (writer.Indent())
            {
                writer.Line(Text.Literal(contract.Id) + ",");
                writer.Line("[" + string.Join(", ", contract.Bases.Select(b => Text.Literal(b.Id))) + "],");
                EmitMethods(writer, contract);
                writer.Line($"static channel => new {contract.Names.Client}(channel),");
                writer.Line($"static service => new {contract.Names.Dispatcher}(service),");
                writer.Line($"static (inner, interception) => new {contract.Names.Intercepted}(inner, interception));");
            }

            writer.Line();
            if (contract.Layouts.Count == 0)
                writer.Line($"internal static {definition} Definition => s_definition;");
            else
                EmitChecked(writer, contract);
            FaultEmitter.EmitReaders(writer, contract);
            MessageEmitter.Emit(writer, contract);
        }
    }

    public static string Type(ContractSpec contract) => $"{Text.CompilerServices}IkcContractDefinition<{contract.Type}>";

    private static void EmitMethods(SourceWriter writer, ContractSpec contract)
    {
        if (contract.Methods.Count == 0)
        {
            writer.Line("[],");
            return;
        }

        writer.Line("[");
        using (writer.Indent())
        {
            foreach (MethodSpec method in contract.Methods)
            {
                writer.Line($"new({Text.Literal(method.ContractId)}, {Text.Of(method.Id)}, {Text.Literal(method.Name.TrimStart('@'))}, "
                    + $"{Text.CompilerServices}IkcMethodKind.{method.Kind.ToString()}, {Text.Hex(ShapeText.Hash(method.Shape))}),");
            }
        }

        writer.Line("],");
    }

    /// <summary>The definition is given only where the compiler laid the structs out as their shapes say.</summary>
    private static void EmitChecked(SourceWriter writer, ContractSpec contract)
    {
        using (writer.Block($"internal static {Type(contract)} Definition"))
        using (writer.Block("get"))
        {
            foreach (LayoutCheckSpec layout in contract.Layouts)
                writer.Line($"CheckLayout<{layout.Type}>({Text.Of(layout.SizeBytes)});");
            writer.Line("return s_definition;");
        }

        writer.Line();
        writer.Line("private static void CheckLayout<T>(int sizeBytes)");
        using (writer.Indent())
            writer.Line("where T : unmanaged");
        using (writer.Block())
        {
            writer.Line("if (global::System.Runtime.CompilerServices.Unsafe.SizeOf<T>() != sizeBytes)");
            using (writer.Block())
            {
                writer.Line("throw new global::System.InvalidOperationException(");
                using (writer.Indent())
                {
                    writer.Line("$\"{typeof(T)} has {(global::System.Runtime.CompilerServices.Unsafe.SizeOf<T>())} bytes, \"");
                    writer.Line("+ $\"not the {sizeBytes} of its contract.\");");
                }
            }
        }
    }
}
