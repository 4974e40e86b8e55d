// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>
/// Writes what a method with a last block has beside itself: <c>Begin…</c>, which takes all arguments but the block, and lends the memory in
/// which the service will read it.
/// </summary>
internal static class LoanEmitter
{
    /// <summary>The member of the contract's own interface.</summary>
    public static void EmitMember(SourceWriter writer, ContractSpec contract, MethodSpec method)
    {
        writer.Line();
        EmitDocumentation(writer, method);
        FileHeader.WriteGenerated(writer);
        writer.Line($"{(method.LoanHides ? "new " : "")}sealed {Type(method)} {method.LoanName}({CallableParameters(method)}) =>");
        using (writer.Indent())
            writer.Line($"new {contract.Names.Calls}(this, default).{method.LoanName}({Arguments(method)});");
    }

    /// <summary>The member of the struct that has options.</summary>
    public static void EmitCalls(SourceWriter writer, ContractSpec contract, int ordinal, string target, string options)
    {
        MethodSpec method = contract.Methods[ordinal];
        UniqueNames locals = Locals(method, out string count);
        string client = locals.Take("client");
        string derived = locals.Take("derived");
        string inner = locals.Take("target");
        string arguments = Signatures.After("this." + options, Arguments(method));
        writer.Line();
        EmitDocumentation(writer, method);
        string accessibility = method.LoanName is null ? "internal" : "public";
        using (writer.Block($"{accessibility} {Type(method)} {NameOf(contract, ordinal)}({CallableParameters(method)})"))
        {
            writer.Line($"if (this.{target} is {contract.Names.Client} {client})");
            using (writer.Indent())
                writer.Line($"return {client}.{Half(contract, ordinal)}({arguments});");
            writer.Line($"if (this.{target} is {Signatures.OptionsType(contract, method)} {derived})");
            using (writer.Indent())
                writer.Line($"return {derived}.{OptionsName(method)}({arguments});");
            writer.Line($"{Signatures.Declaring(contract, method)} {inner} = this.{target};");
            string elements = locals.Take("elements");
            using (writer.Block($"return {Wrap(method, $"new {ValueType(method)}({count}, {elements} =>")}", Unwrap(method, "})") + ";"))
                EmitPlainCall(writer, method, inner, elements, locals);
        }
    }

    /// <summary>The member of the interface through which a base contract's clients take options.</summary>
    public static string WithOptions(MethodSpec method, string qualifier, out string options)
    {
        options = Locals(method, out _).Take("options");
        return $"{Type(method)} {qualifier}{OptionsName(method)}({Signatures.After(Signatures.Options + options, Parameters(method))})";
    }

    /// <summary>The client's half, and its implementation of a base contract's member.</summary>
    public static void EmitClient(SourceWriter writer, ContractSpec contract, int ordinal)
    {
        MethodSpec method = contract.Methods[ordinal];
        if (!method.IsOwn)
        {
            writer.Line();
            string header = WithOptions(method, method.OptionsType + ".", out string given);
            writer.Line($"{header} => this.{Half(contract, ordinal)}({Signatures.After(given, Arguments(method))});");
        }

        UniqueNames locals = Locals(method, out string count);
        string options = locals.Take("options");
        string call = locals.Take("call");
        string begin = $"{Text.Of(ordinal)}, -1, {options}" + ClientEmitter.TokenArgument(method);
        writer.Line();
        using (writer.Block($"internal {Type(method)} {Half(contract, ordinal)}({Signatures.After(Signatures.Options + options, Parameters(method))})"))
        {
            foreach (ParameterSpec parameter in Given(method).Where(p => p.Wire is { RefusesNull: true }))
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({parameter.Name});");
            writer.Line($"{CallType(method)} {call};");
            writer.Line($"base.Begin{(method.IsAsync ? "Async" : "Sync")}(out {call}, {begin});");
            using (writer.Block("try"))
            {
                WireEmitter wires = new(writer, contract, locals);
                foreach (ParameterSpec parameter in Given(method).Where(p => !p.IsToken))
                    wires.Write(parameter.Wire!, call + ".Writer", parameter.Name);
                string type = method.Lent!.Wire!.ElementType + ", " + Result(method);
                string loan = locals.Take("loan");
                string lend = $"{call}.Lend<{type}>({count}, static (scoped ref {CallType(method)} {loan}) =>";
                using (writer.Block("return " + Wrap(method, lend), Unwrap(method, "})") + ";"))
                {
                    ClientEmitter.EmitSend(writer, contract, ordinal, loan, wires);
                    if (IsVoid(method))
                        writer.Line("return true;");
                }
            }

            using (writer.Block("catch"))
            {
                writer.Line($"{call}.Dispose();");
                writer.Line("throw;");
            }
        }
    }

    /// <summary>The member of what stands before a client with interceptors.</summary>
    public static void EmitIntercepted(SourceWriter writer, ContractSpec contract, int ordinal)
    {
        MethodSpec method = contract.Methods[ordinal];
        writer.Line();
        writer.Line($"{WithOptions(method, Signatures.OptionsType(contract, method) + ".", out string options)} =>");
        using (writer.Indent())
        {
            string inner = $"new {contract.Names.Calls}(this._inner, {options}).{NameOf(contract, ordinal)}({Arguments(method)})";
            writer.Line($"base.Follow({Text.Of(ordinal)}, {inner});");
        }
    }

    private static void EmitPlainCall(SourceWriter writer, MethodSpec method, string target, string elements, UniqueNames locals)
    {
        WireSpec block = method.Lent!.Wire!;
        string given = block.Kind == WireKind.Span ? elements : elements + ".ToArray()";
        if (block.Kind == WireKind.LeasedArgument)
        {
            given = locals.Take("lease");
            writer.Line($"{block.Type} {given} = {block.Type}.Rent({elements}.Length);");
            writer.Line($"{elements}.CopyTo({given}.Span);");
        }

        string arguments = string.Join(", ", method.Parameters.Select(p => p == method.Lent ? given : Signatures.Argument(p)));
        writer.Line($"{(IsVoid(method) ? "" : "return ")}{target}.{method.Name}({arguments});");
        if (IsVoid(method))
            writer.Line("return true;");
    }

    private static void EmitDocumentation(SourceWriter writer, MethodSpec method)
    {
        Locals(method, out string count);
        writer.Line($"/// <summary>Begins a call of <see cref=\"{method.DocumentationId}\"/> whose last argument has <paramref name=\"{count.TrimStart('@')}\"/>");
        writer.Line("/// elements and is written in place: fill the loan, then send it.</summary>");
    }

    // ---- names and types ------------------------------------------------------------------------------------------------------------------

    private static bool IsVoid(MethodSpec method) => method.ReturnType == "void";

    private static string Result(MethodSpec method) => IsVoid(method) ? "bool" : method.ReturnType;

    private static string ValueType(MethodSpec method) => $"{Text.Ikc}IkcLoan<{method.Lent!.Wire!.ElementType}, {Result(method)}>";

    private static string Type(MethodSpec method) => IsVoid(method) ? $"{Text.Ikc}IkcLoan<{method.Lent!.Wire!.ElementType}>" : ValueType(method);

    private static string Wrap(MethodSpec method, string value) => IsVoid(method) ? $"new {Type(method)}({value}" : value;

    private static string Unwrap(MethodSpec method, string end) => IsVoid(method) ? end + ")" : end;

    private static string CallType(MethodSpec method) => Text.CompilerServices + (method.IsAsync ? "IkcAsyncCall" : "IkcSyncCall");

    private static string NameOf(ContractSpec contract, int ordinal) => contract.Methods[ordinal].LoanName ?? Half(contract, ordinal);

    private static string Half(ContractSpec contract, int ordinal) => "Begin_" + Signatures.Half(contract, ordinal);

    private static string OptionsName(MethodSpec method) => "Begin_" + Signatures.OptionsName(method);

    private static UniqueNames Locals(MethodSpec method, out string count)
    {
        UniqueNames locals = Signatures.Locals(method);
        count = locals.Take("count");
        return locals;
    }

    private static IEnumerable<ParameterSpec> Given(MethodSpec method) => method.Parameters.Where(p => p != method.Lent);

    private static string Parameters(MethodSpec method) => List(method, p => p.Type + " " + p.Name, "int ");

    private static string CallableParameters(MethodSpec method) =>
        List(method, p => p.Type + " " + p.Name + (p.IsToken && p.Default is { } value ? " = " + value : ""), "int ");

    private static string Arguments(MethodSpec method) => List(method, p => p.Name, "");

    private static string List(MethodSpec method, Func<ParameterSpec, string> one, string beforeCount)
    {
        Locals(method, out string count);
        return string.Join(", ", method.Parameters.Select(p => p == method.Lent ? beforeCount + count : one(p)));
    }
}
