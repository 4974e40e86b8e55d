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
        string interfaces = string.Join(", ", [contract.Type, .. contract.Methods.Select(m => m.OptionsType).Distinct()]);
        using (writer.Block($"internal sealed class {name} : {Text.CompilerServices}IkcIntercepted, {interfaces}"))
        {
            writer.Line($"private readonly {contract.Type} _inner;");
            writer.Line();
            writer.Line($"internal {name}({contract.Type} inner, {Text.CompilerServices}IkcInterception interception)");
            using (writer.Indent())
                writer.Line(": base(inner, interception)");
            using (writer.Block())
                writer.Line("this._inner = inner;");
            for (int i = 0; i < contract.Methods.Count; i++)
            {
                EmitImplementations(writer, contract, i);
                EmitHalf(writer, contract, i);
                if (contract.Methods[i].Lent is not null)
                    LoanEmitter.EmitIntercepted(writer, contract, i);
            }
        }
    }

    private static void EmitImplementations(SourceWriter writer, ContractSpec contract, int ordinal)
    {
        MethodSpec method = contract.Methods[ordinal];
        string half = Signatures.Half(contract, ordinal);
        string give = method.ReturnType == "void" ? "" : "return ";
        writer.Line();
        using (writer.Block($"{method.ReturnType} {method.DeclaringType}.{method.Name}({Signatures.Parameters(method)})"))
            writer.Line($"{give}this.{half}({Signatures.After("default", Signatures.Arguments(method))});");
        writer.Line();
        using (writer.Block(Signatures.WithOptions(method, method.OptionsType + ".", out string options)))
            writer.Line($"{give}this.{half}({Signatures.After(options, Signatures.Arguments(method))});");
    }

    private static void EmitHalf(SourceWriter writer, ContractSpec contract, int ordinal)
    {
        MethodSpec method = contract.Methods[ordinal];
        UniqueNames locals = Signatures.Locals(method);
        string options = locals.Take("options");
        string parameters = Signatures.After("global::Ikc.IkcCallOptions " + options, Signatures.Parameters(method));
        string inner = $"new {contract.Names.Calls}(this._inner, {options}).{CallsEmitter.NameOf(contract, ordinal)}({Signatures.Arguments(method)})";
        bool isStream = method.ReturnType.StartsWith(AsyncEnumerable, StringComparison.Ordinal);
        bool isAwaited = method.ReturnType.StartsWith("global::System.Threading.Tasks.", StringComparison.Ordinal);
        writer.Line();
        using (writer.Block($"private {(isAwaited ? "async " : "")}{method.ReturnType} {Signatures.Half(contract, ordinal)}({parameters})"))
        {
            if (isStream)
            {
                writer.Line($"return base.Follow({Text.Of(ordinal)}, {inner});");
                return;
            }

            EmitCall(writer, method, ordinal, isAwaited ? $"await {inner}.ConfigureAwait(false)" : inner, locals);
        }
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
