// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>
/// Writes what stands before a client or a service where a node has interceptors: the contract, each method with a call of the inner object
/// between before and after.
/// </summary>
internal static class InterceptedEmitter
{
    private const string AsyncEnumerable = "global::System.Collections.Generic.IAsyncEnumerable<";

    public static void Emit(SourceWriter writer, ContractSpec contract)
    {
        string name = contract.Names.Intercepted;
        FileHeader.WriteHidden(writer);
        string interfaces = string.Join(", ", [contract.Name, .. contract.Methods.Select(m => Signatures.OptionsType(contract, m)).Distinct()]);
        using (writer.Block($"internal sealed class {name} : {Text.CompilerServices}IkcIntercepted, {interfaces}"))
        {
            writer.Line($"private readonly {contract.Name} _inner;");
            writer.Line();
            writer.Line($"internal {name}({contract.Name} inner, {Text.CompilerServices}IkcInterception interception)");
            using (writer.Indent())
                writer.Line(": base(inner, interception)");
            using (writer.Block())
                writer.Line("this._inner = inner;");
            for (int i = 0; i < contract.Methods.Count; i++)
            {
                EmitMethod(writer, contract, i);
                if (contract.Methods[i].Lent is not null)
                    LoanEmitter.EmitIntercepted(writer, contract, i);
            }
        }
    }

    /// <summary>The method with options, and without: that is the same with none.</summary>
    private static void EmitMethod(SourceWriter writer, ContractSpec contract, int ordinal)
    {
        MethodSpec method = contract.Methods[ordinal];
        string withOptions = Signatures.OptionsType(contract, method);
        string given = Signatures.After("default", Signatures.Arguments(method));
        writer.Line();
        writer.Line($"{method.ReturnType} {Signatures.Declaring(contract, method)}.{method.Name}({Signatures.Parameters(method)}) =>");
        using (writer.Indent())
            writer.Line($"(({withOptions})this).{Signatures.OptionsName(method)}({given});");

        UniqueNames locals = Signatures.Locals(method);
        string options = locals.Take("options");
        string inner = $"new {contract.Names.Calls}(this._inner, {options}).{CallsEmitter.NameOf(contract, ordinal)}({Signatures.Arguments(method)})";
        string header = Signatures.WithOptions(method, withOptions + ".", out _);
        bool isAwaited = method.ReturnType.StartsWith("global::System.Threading.Tasks.", StringComparison.Ordinal);
        writer.Line();
        if (method.ReturnType.StartsWith(AsyncEnumerable, StringComparison.Ordinal))
        {
            writer.Line($"{header} => base.Follow({Text.Of(ordinal)}, {inner});");
            return;
        }

        using (writer.Block((isAwaited ? "async " : "") + header))
            EmitCall(writer, method, ordinal, isAwaited ? $"await {inner}.ConfigureAwait(false)" : inner, locals);
    }

    private static void EmitCall(SourceWriter writer, MethodSpec method, int ordinal, string inner, UniqueNames locals)
    {
        string call = locals.Take("call");
        string failure = locals.Take("failure");
        writer.Line($"{Text.CompilerServices}IkcInterceptedCall {call} = base.Begin({Text.Of(ordinal)});");
        using (writer.Block("try"))
        {
            bool isVoid = method.Result is null;
            string result = isVoid ? "" : locals.Take("result");
            writer.Line(isVoid ? $"{inner};" : $"var {result} = {inner};");
            writer.Line($"{call}.Succeeded();");
            if (!isVoid)
                writer.Line($"return {result};");
        }

        using (writer.Block($"catch (global::System.Exception {failure})"))
        {
            writer.Line($"{call}.Failed({failure});");
            writer.Line("throw;");
        }
    }
}
