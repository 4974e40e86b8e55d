// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>Writes the file of one contract: the interface's part, and beside it calls, client, dispatcher and definition.</summary>
internal static class ContractEmitter
{
    public static string Emit(ContractSpec contract)
    {
        SourceWriter writer = new();
        FileHeader.Write(writer);
        if (contract.Namespace.Length > 0)
        {
            writer.Line($"namespace {contract.Namespace};");
            writer.Line();
        }

        Stack<SourceWriter.Scope> scopes = [];
        foreach (string container in contract.Containers)
            scopes.Push(writer.Block(container));

        EmitInterface(writer, contract);
        writer.Line();
        CallsEmitter.Emit(writer, contract);
        writer.Line();
        EmitWithOptions(writer, contract);
        writer.Line();
        ClientEmitter.Emit(writer, contract);
        writer.Line();
        DispatcherEmitter.Emit(writer, contract);
        writer.Line();
        InterceptedEmitter.Emit(writer, contract);
        writer.Line();
        DefinitionEmitter.Emit(writer, contract);

        while (scopes.Count > 0)
            scopes.Pop().Dispose();
        return writer.Finish();
    }

    /// <summary>What clients of derived contracts implement, so that options reach them through this contract too.</summary>
    private static void EmitWithOptions(SourceWriter writer, ContractSpec contract)
    {
        FileHeader.WriteHidden(writer);
        using (writer.Block($"{contract.Accessibility} interface {contract.Names.WithOptions}"))
        {
            foreach (MethodSpec method in contract.Methods.Where(m => m.IsOwn))
            {
                writer.Line($"{Signatures.WithOptions(method, "", out _)};");
                if (method.Lent is not null)
                    writer.Line($"{LoanEmitter.WithOptions(method, "", out _)};");
            }
        }
    }

    private static void EmitInterface(SourceWriter writer, ContractSpec contract)
    {
        string contractType = $"{Text.Ikc}IIkcContract<{contract.Type}>";
        foreach (MethodSpec method in contract.Methods)
            EmitShape(writer, method);
        using (writer.Block($"partial interface {contract.Name} : {contractType}"))
        {
            writer.Line($"static {DefinitionEmitter.Type(contract)} {contractType}.Definition => {contract.Names.Definition}.Definition;");
            writer.Line();
            writer.Line("/// <summary>The same contract with options for each call. What is no client of Ikc, such as a fake, is simply called.</summary>");
            writer.Line("/// <param name=\"deadline\">Time for the whole call; null: the client's own default.</param>");
            string modifiers = contract.Bases.Count > 0 ? "new sealed" : "sealed";
            writer.Line($"{modifiers} {contract.Names.Calls} With(global::System.TimeSpan? deadline = null) => new(this, new(deadline));");
            foreach (MethodSpec method in contract.Methods.Where(m => m is { IsOwn: true, LoanName: not null }))
                LoanEmitter.EmitMember(writer, contract, method);
        }
    }

    /// <summary>What tools read without running anything; it is also what the definition says.</summary>
    private static void EmitShape(SourceWriter writer, MethodSpec method) => writer.Line(
        $"[{Text.CompilerServices}IkcMethodShape({Text.Literal(method.ContractId)}, {Text.Of(method.Id)}, {Text.Literal(method.Name.TrimStart('@'))}, "
        + $"{Text.CompilerServices}IkcMethodKind.{method.Kind.ToString()}, {Text.Literal(method.Shape)}, {Text.Hex(ShapeText.Hash(method.Shape))})]");
}
