// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>Writes the halves of methods with streams, in the client and in the dispatcher.</summary>
internal static class StreamEmitter
{
    private const string ServerStream = Text.CompilerServices + "IkcServerStream";

    // ---- the client -----------------------------------------------------------------------------------------------------------------------

    public static void EmitClientHalf(SourceWriter writer, ContractSpec contract, int ordinal)
    {
        MethodSpec method = contract.Methods[ordinal];
        UniqueNames locals = Signatures.Locals(method);
        string options = locals.Take("options");
        string call = locals.Take("call");
        string token = method.Parameters.FirstOrDefault(p => p.IsToken)?.Name ?? "default";
        string parameters = Signatures.After(Signatures.Options + options, Signatures.Parameters(method));
        writer.Line();
        using (writer.Block($"internal {method.ReturnType} {Signatures.Half(contract, ordinal)}({parameters})"))
        {
            foreach (ParameterSpec parameter in method.Parameters.Where(p => p.Wire is { RefusesNull: true }))
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({parameter.Name});");
            writer.Line($"{Text.CompilerServices}IkcStreamCall {call} = base.BeginStream({Text.Of(ordinal)}, {options}, {token});");
            using (writer.Block("try"))
            {
                WireEmitter wires = new(writer, contract, locals);
                foreach (ParameterSpec parameter in method.Parameters.Where(p => !p.IsToken && !p.IsStream))
                    wires.Write(parameter.Wire!, call + ".Writer", parameter.Name);
                foreach (ParameterSpec parameter in method.Parameters.Where(p => p.IsStream))
                {
                    WireSpec item = parameter.Wire!.Items[0];
                    string start = $"{call}.Add<{item.Type}>({parameter.Name}, {Text.Of(item.SizeBytes)}, ";
                    EmitEncoder(writer, contract, wires, start, item, $"The stream {parameter.Name} had a null, which its items cannot be.");
                }

                if (method.Faults.Count > 0)
                    writer.Line($"{call}.Expect({FaultEmitter.Reader(contract, ordinal)});");
                EmitSend(writer, method, call, wires);
            }

            using (writer.Block("finally"))
                writer.Line($"{call}.Dispose();");
        }
    }

    private static void EmitSend(SourceWriter writer, MethodSpec method, string call, WireEmitter wires)
    {
        switch (method.Result)
        {
            case null:
                writer.Line($"return {call}.Send();");
                break;
            case { Kind: WireKind.Stream } stream:
                WireSpec item = stream.Items[0];
                writer.Line($"return {call}.Receive<{item.Type}>({Text.Of(item.SizeBytes)}, {Decoder(wires, item)});");
                break;
            default:
                writer.Line($"return {call}.Send<{method.Result.Type}>({Decoder(wires, method.Result)});");
                break;
        }
    }

    // ---- the dispatcher ---------------------------------------------------------------------------------------------------------------------

    public static void EmitDispatch(SourceWriter writer, ContractSpec contract)
    {
        if (!contract.Methods.Any(m => m.Kind == MethodKind.Stream))
            return;
        writer.Line();
        using (writer.Block($"public override void DispatchStream(scoped ref {ServerStream} call)"))
        using (writer.Block("switch (call.Method)"))
        {
            for (int i = 0; i < contract.Methods.Count; i++)
            {
                if (contract.Methods[i].Kind != MethodKind.Stream)
                    continue;
                writer.Line($"case {Text.Of(i)}: this.{Signatures.Half(contract, i)}(ref call); return;");
            }

            writer.Line("default: call.Unimplemented(); return;");
        }
    }

    public static void EmitServerHalf(SourceWriter writer, ContractSpec contract, int ordinal)
    {
        MethodSpec method = contract.Methods[ordinal];
        UniqueNames locals = new(["call"]);
        WireEmitter wires = new(writer, contract, locals);
        writer.Line();
        using (writer.Block($"private void {Signatures.Half(contract, ordinal)}(scoped ref {ServerStream} call)"))
        {
            List<string> arguments = [];
            foreach (ParameterSpec parameter in method.Parameters)
            {
                if (parameter.Wire is not { } wire)
                {
                    arguments.Add("call.CancellationToken");
                    continue;
                }

                string local = locals.Take(parameter.Name);
                arguments.Add(local);
                string value = wire.Kind == WireKind.Stream
                    ? $"call.Receive<{wire.Items[0].Type}>({Text.Of(wire.Items[0].SizeBytes)}, {Decoder(wires, wire.Items[0])})"
                    : wires.Read(wire, "call.Reader");
                writer.Line($"{wire.Type} {local} = {value};");
            }

            string call = $"{Signatures.As(method, "this._service")}.{method.Name}({string.Join(", ", arguments)})";
            writer.Line("call.EndArguments();");
            EmitReply(writer, contract, method, call, wires);
        }
    }

    private static void EmitReply(SourceWriter writer, ContractSpec contract, MethodSpec method, string call, WireEmitter wires)
    {
        string message = DispatcherEmitter.NullResult(method);
        switch (method.Result)
        {
            case null:
                writer.Line($"call.Reply({call});");
                break;
            case { Kind: WireKind.Stream } stream:
                WireSpec item = stream.Items[0];
                EmitEncoder(writer, contract, wires, $"call.Reply<{item.Type}>({call}, {Text.Of(item.SizeBytes)}, ", item, message);
                break;
            default:
                EmitEncoder(writer, contract, wires, $"call.Reply<{method.Result.Type}>({call}, ", method.Result, message);
                break;
        }
    }

    // ---- both -------------------------------------------------------------------------------------------------------------------------------

    private static string Decoder(WireEmitter wires, WireSpec wire)
    {
        string reader = wires.Local("reader");
        return $"static (scoped ref {Text.CompilerServices}IkcReader {reader}) => {wires.Read(wire, reader)}";
    }

    /// <summary>A call whose last argument writes one value.</summary>
    public static void EmitEncoder(SourceWriter writer, ContractSpec contract, WireEmitter wires, string start, WireSpec wire, string nullMessage)
    {
        string target = wires.Local("writer");
        string value = wires.Local("value");
        using (writer.Block($"{start}static (scoped ref {Text.CompilerServices}IkcWriter {target}, {wire.Type} {value}) =>", "});"))
        {
            if (wire.RefusesNull)
                writer.Line($"_ = {value} ?? throw new global::System.InvalidOperationException({Text.Literal(nullMessage)});");
            new WireEmitter(writer, contract, new UniqueNames([target, value])).Write(wire, target, value);
        }
    }
}
