// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>
/// Writes the client. The contract's methods are implemented explicitly, so that no name of the user's meets one of the base class; each
/// has a half with options, named by its ordinal.
/// </summary>
internal static class ClientEmitter
{
    public static void Emit(SourceWriter writer, ContractSpec contract)
    {
        string name = contract.Names.Client;
        FileHeader.WriteHidden(writer);
        string[] bases = [.. contract.Methods.Where(m => !m.IsOwn).Select(m => m.OptionsType).Distinct()];
        string interfaces = string.Join(", ", [contract.Name, .. bases]);
        using (writer.Block($"internal sealed class {name} : {Text.CompilerServices}IkcClient, {interfaces}"))
        {
            writer.Line($"internal {name}({Text.Ikc}IkcChannel channel)");
            using (writer.Indent())
                writer.Line(": base(channel)");
            writer.Block().Dispose();
            for (int i = 0; i < contract.Methods.Count; i++)
            {
                EmitImplementation(writer, contract, i);
                if (contract.Methods[i].Kind == MethodKind.Stream)
                    StreamEmitter.EmitClientHalf(writer, contract, i);
                else
                    EmitHalf(writer, contract, i);
                if (contract.Methods[i].Lent is not null)
                    LoanEmitter.EmitClient(writer, contract, i);
            }
        }
    }

    private static void EmitImplementation(SourceWriter writer, ContractSpec contract, int ordinal)
    {
        MethodSpec method = contract.Methods[ordinal];
        string call = $"this.{Signatures.Half(contract, ordinal)}({Signatures.After("default", Signatures.Arguments(method))});";
        writer.Line();
        writer.Line($"{method.ReturnType} {Signatures.Declaring(contract, method)}.{method.Name}({Signatures.Parameters(method)}) => {call}");
        if (method.IsOwn)
            return;

        writer.Line();
        string header = Signatures.WithOptions(method, method.OptionsType + ".", out string options);
        writer.Line($"{header} => this.{Signatures.Half(contract, ordinal)}({Signatures.After(options, Signatures.Arguments(method))});");
    }

    private static void EmitHalf(SourceWriter writer, ContractSpec contract, int ordinal)
    {
        MethodSpec method = contract.Methods[ordinal];
        UniqueNames locals = Signatures.Locals(method);
        string options = locals.Take("options");
        string call = locals.Take("call");
        string parameters = Signatures.After(Signatures.Options + options, Signatures.Parameters(method));
        string begin = $"{Text.Of(ordinal)}, {Size(method)}, {options}" + TokenArgument(method);

        writer.Line();
        using (writer.Block($"internal {method.ReturnType} {Signatures.Half(contract, ordinal)}({parameters})"))
        {
            if (method.Parameters.FirstOrDefault(p => p.Wire is { Kind: WireKind.LeasedArgument }) is { } lease)
                writer.Line($"using {lease.Type} {locals.Take("lease")} = {lease.Name}; // the call's, however it ends");
            foreach (ParameterSpec parameter in method.Parameters.Where(p => p.Wire is { RefusesNull: true }))
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({parameter.Name});");
            string kind = method.IsAsync ? "Async" : "Sync";
            writer.Line($"scoped {Text.CompilerServices}Ikc{kind}Call {call};");
            writer.Line($"base.Begin{kind}(out {call}, {begin});");

            using (writer.Block("try"))
            {
                WireEmitter wires = new(writer, contract, locals);
                foreach (ParameterSpec parameter in method.Parameters.Where(p => !p.IsToken))
                    EmitArgument(writer, parameter, call, wires);
                EmitSend(writer, contract, ordinal, call, wires);
            }

            using (writer.Block("finally"))
                writer.Line($"{call}.Dispose();");
        }
    }

    /// <summary>The caller's token as the last argument of what begins a call.</summary>
    public static string TokenArgument(MethodSpec method) => method.Parameters.FirstOrDefault(p => p.IsToken) is { } token ? ", " + token.Name
        : method.IsAsync ? ", default"
        : "";

    private static void EmitArgument(SourceWriter writer, ParameterSpec parameter, string call, WireEmitter wires)
    {
        if (parameter.Wire is { Kind: WireKind.Callback } callback)
            writer.Line($"{call}.WriteCallback<{callback.ElementType}>({parameter.Name});");
        else
            wires.Write(parameter.Wire!, call + ".Writer", parameter.Name);
    }

    /// <summary>The statements that send a call whose arguments are written, and return its result.</summary>
    public static void EmitSend(SourceWriter writer, ContractSpec contract, int ordinal, string call, WireEmitter wires)
    {
        MethodSpec method = contract.Methods[ordinal];
        string faults = method.Faults.Count == 0 ? "" : FaultEmitter.Reader(contract, ordinal);
        if (faults.Length > 0 && method.IsAsync)
            writer.Line($"{call}.Expect({faults});");
        switch (method)
        {
            case { Kind: MethodKind.OneWay }:
                writer.Line($"{call}.Post();");
                break;
            case { Kind: MethodKind.OneWayAsync }:
                writer.Line($"return {call}.Post();");
                break;
            case { Kind: MethodKind.Sync, Result: null }:
                writer.Line($"{call}.Invoke({faults});");
                break;
            case { Kind: MethodKind.Sync, Result: { Kind: WireKind.Lease } lease }:
                writer.Line($"{call}.Invoke({faults});");
                writer.Line($"return {call}.TakeLease<{lease.ElementType}>();");
                break;
            case { Kind: MethodKind.Sync }:
                writer.Line($"{call}.Invoke({faults});");
                writer.Line($"return {wires.Read(method.Result!, call + ".Reader")};");
                break;
            case { Result: null }:
                writer.Line($"return {call}.Send();");
                break;
            case { Result: { Kind: WireKind.Lease } lease }:
                writer.Line($"return {call}.SendForLease<{lease.ElementType}>();");
                break;
            default:
                string reader = wires.Local("reader");
                writer.Line($"return {call}.Send<{method.Result!.Type}>(static (scoped ref {Text.CompilerServices}IkcReader {reader}) => "
                    + $"{wires.Read(method.Result, reader)});");
                break;
        }
    }

    /// <summary>An upper bound of the arguments' bytes; -1 where it would need a look into them.</summary>
    private static string Size(MethodSpec method)
    {
        int constant = 0;
        string blocks = "";
        foreach (ParameterSpec parameter in method.Parameters.Where(p => !p.IsToken))
        {
            WireSpec wire = parameter.Wire!;
            if (wire.IsBlock)
            {
                constant += WireEmitter.BlockOverheadBytes;
                string length = wire.AllowsNull ? $"({parameter.Name}?.Length ?? 0)" : parameter.Name + ".Length";
                blocks += $" + ({length} * {Text.Of(wire.ElementBytes)}L)";
            }
            else if (wire.SizeBytes < 0)
            {
                return "-1";
            }
            else
            {
                constant += wire.SizeBytes;
            }
        }

        return Text.Of(constant) + blocks;
    }
}
