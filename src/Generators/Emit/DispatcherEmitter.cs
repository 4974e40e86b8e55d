// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>Writes the dispatcher: one switch on the ordinal, and one half for each method, so that no method pays for the locals of all.</summary>
internal static class DispatcherEmitter
{
    private const string ServerCall = Text.CompilerServices + "IkcServerCall";

    public static void Emit(SourceWriter writer, ContractSpec contract)
    {
        string name = contract.Names.Dispatcher;
        FileHeader.WriteHidden(writer);
        using (writer.Block($"internal sealed class {name} : {Text.CompilerServices}IkcDispatcher"))
        {
            writer.Line($"private readonly {contract.Name} _service;");
            writer.Line();
            writer.Line($"internal {name}({contract.Name} service) => this._service = service;");
            writer.Line();
            using (writer.Block($"public override void Dispatch(scoped ref {ServerCall} call)"))
            using (writer.Block("switch (call.Method)"))
            {
                for (int i = 0; i < contract.Methods.Count; i++)
                {
                    if (contract.Methods[i].Kind == MethodKind.Stream)
                        continue;
                    writer.Line($"case {Text.Of(i)}: this.{Signatures.Half(contract, i)}(ref call); return;");
                }

                writer.Line("default: call.Unimplemented(); return;");
            }

            StreamEmitter.EmitDispatch(writer, contract);
            for (int i = 0; i < contract.Methods.Count; i++)
            {
                if (contract.Methods[i].Kind == MethodKind.Stream)
                    StreamEmitter.EmitServerHalf(writer, contract, i);
                else
                    EmitHalf(writer, contract, i);
            }
            FaultEmitter.EmitWriter(writer, contract);
        }
    }

    private static void EmitHalf(SourceWriter writer, ContractSpec contract, int ordinal)
    {
        MethodSpec method = contract.Methods[ordinal];
        UniqueNames locals = new(["call"]);
        WireEmitter wires = new(writer, contract, locals);
        writer.Line();
        using (writer.Block($"private void {Signatures.Half(contract, ordinal)}(scoped ref {ServerCall} call)"))
        {
            List<string> arguments = [];
            bool lends = false;
            foreach (ParameterSpec parameter in method.Parameters)
            {
                if (parameter.Wire is not { } wire)
                {
                    arguments.Add("call.CancellationToken");
                    continue;
                }

                string local = locals.Take(parameter.Name);
                lends |= wire.Kind == WireKind.Span;
                string owned = wire.Kind == WireKind.LeasedArgument && !method.IsAsync ? "using " : "";
                writer.Line($"{owned}{wire.Type} {local} = {wires.ReadArgument(wire, "call")};");
                arguments.Add((parameter.IsIn ? "in " : "") + local);
            }

            bool leases = method.IsAsync && method.Parameters.Any(p => p.Wire is { Kind: WireKind.LeasedArgument });
            string name = leases ? "this." + Leasing(contract, ordinal) : $"{Signatures.As(method, "this._service")}.{method.Name}";
            string call = $"{name}({string.Join(", ", arguments)})";
            if (!lends)
                writer.Line("call.EndArguments();");
            if (method.IsAsync)
                EmitAsyncReply(writer, contract, method, call, wires);
            else
                EmitReply(writer, method, call, wires, lends);
        }

        if (method.IsAsync && method.Parameters.FirstOrDefault(p => p.Wire is { Kind: WireKind.LeasedArgument }) is { } lease)
            EmitLeasing(writer, contract, ordinal, lease);
    }

    /// <summary>The service's method, and after it the end of the lease that is its argument.</summary>
    private static void EmitLeasing(SourceWriter writer, ContractSpec contract, int ordinal, ParameterSpec lease)
    {
        MethodSpec method = contract.Methods[ordinal];
        string builder = "global::System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder" + (method.Result is null ? "" : "<>");
        writer.Line();
        writer.Line($"[global::System.Runtime.CompilerServices.AsyncMethodBuilder(typeof({builder}))]");
        using (writer.Block($"private async {method.ReturnType} {Leasing(contract, ordinal)}({Signatures.Parameters(method)})"))
        using (writer.Block($"using ({lease.Name})"))
        {
            string call = $"{Signatures.As(method, "this._service")}.{method.Name}({Signatures.Arguments(method)})";
            writer.Line($"{(method.Result is null ? "" : "return ")}await {call}.ConfigureAwait(false);");
        }
    }

    private static string Leasing(ContractSpec contract, int ordinal) => "Leasing_" + Signatures.Half(contract, ordinal);

    private static void EmitReply(SourceWriter writer, MethodSpec method, string call, WireEmitter wires, bool lends)
    {
        string result = wires.Local("result");
        writer.Line(method.Result is { } wire ? $"{wire.Type} {result} = {call};" : call + ";");
        if (lends)
            writer.Line("call.EndArguments(); // what was lent is no longer used");
        switch (method.Result)
        {
            case null when method.IsOneWay:
                break;
            case null:
                writer.Line("call.Reply();");
                break;
            case { Kind: WireKind.Lease }:
                writer.Line($"call.ReplyLease({result});");
                break;
            case { } some:
                if (some.RefusesNull)
                    writer.Line($"_ = {result} ?? throw new global::System.InvalidOperationException({Text.Literal(NullResult(method))});");
                writer.Line($"call.BeginReply({ResultSize(some, result)});");
                wires.Write(some, "call.Writer", result);
                writer.Line("call.Reply();");
                break;
        }
    }

    private static void EmitAsyncReply(SourceWriter writer, ContractSpec contract, MethodSpec method, string call, WireEmitter wires)
    {
        if (method.IsOneWay)
        {
            writer.Line($"call.Detach({call});");
            return;
        }

        switch (method.Result)
        {
            case null:
                writer.Line($"call.ReplyAsync({call});");
                return;
            case { Kind: WireKind.Lease }:
                writer.Line($"call.ReplyLeaseAsync({call});");
                return;
        }

        WireSpec result = method.Result!;
        string start = $"call.ReplyAsync<{result.Type}>({call}, {Text.Of(result.SizeBytes)}, ";
        StreamEmitter.EmitEncoder(writer, contract, wires, start, result, NullResult(method));
    }

    private static string ResultSize(WireSpec wire, string value)
    {
        if (!wire.IsBlock)
            return Text.Of(wire.SizeBytes);
        string length = wire.AllowsNull ? $"({value}?.Length ?? 0)" : value + ".Length";
        return $"{Text.Of(WireEmitter.BlockOverheadBytes)} + ({length} * {Text.Of(wire.ElementBytes)}L)";
    }

    /// <summary>What a service is told that returns a null which cannot cross.</summary>
    public static string NullResult(MethodSpec method) => $"The service returned null from {method.Name}, whose result cannot be null.";
}
