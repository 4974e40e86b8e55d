// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>Writes the struct that <c>With</c> returns: the contract's methods, called with options.</summary>
internal static class CallsEmitter
{
    public static void Emit(SourceWriter writer, ContractSpec contract)
    {
        UniqueNames fields = new(contract.Methods.Select(m => m.Name.TrimStart('@')));
        string target = fields.Take("_target");
        string options = fields.Take("_options");
        string name = contract.Names.Calls;
        writer.Line($"/// <summary>Calls of <see cref=\"{contract.Name}\"/> with options; made by its <c>With</c>.</summary>");
        FileHeader.WriteGenerated(writer);
        using (writer.Block($"{contract.Accessibility} readonly struct {name}"))
        {
            writer.Line($"private readonly {contract.Name} {target};");
            writer.Line($"private readonly {Signatures.Options}{options};");
            writer.Line();
            using (writer.Block($"internal {name}({contract.Name} target, {Signatures.Options}options)"))
            {
                writer.Line($"this.{target} = target;");
                writer.Line($"this.{options} = options;");
            }

            for (int i = 0; i < contract.Methods.Count; i++)
            {
                EmitMethod(writer, contract, i, target, options);
                if (contract.Methods[i].Lent is not null)
                    LoanEmitter.EmitCalls(writer, contract, i, target, options);
            }
        }
    }

    /// <summary>Its name in the struct: a method that another hides has one for generated code alone.</summary>
    public static string NameOf(ContractSpec contract, int ordinal) =>
        contract.Methods[ordinal].IsHidden ? Signatures.Half(contract, ordinal) : contract.Methods[ordinal].Name;

    private static void EmitMethod(SourceWriter writer, ContractSpec contract, int ordinal, string target, string options)
    {
        MethodSpec method = contract.Methods[ordinal];
        UniqueNames locals = Signatures.Locals(method);
        string client = locals.Take("client");
        string derived = locals.Take("derived");
        string arguments = Signatures.After("this." + options, Signatures.Arguments(method));
        writer.Line();
        writer.Line($"/// <inheritdoc cref=\"{method.DocumentationId}\"/>");
        string hides = !method.IsHidden && HidesObjectMember(method) ? "new " : "";
        string accessibility = method.IsHidden ? "internal" : "public";
        string name = NameOf(contract, ordinal);
        using (writer.Block($"{accessibility} {hides}{method.ReturnType} {name}({Signatures.CallableParameters(method)})"))
        {
            string give = method.ReturnType == "void" ? "" : "return ";
            writer.Line($"if (this.{target} is {contract.Names.Client} {client})");
            using (writer.Indent())
                writer.Line($"{give}{client}.{Signatures.Half(contract, ordinal)}({arguments});");
            writer.Line($"else if (this.{target} is {Signatures.OptionsType(contract, method)} {derived})");
            using (writer.Indent())
                writer.Line($"{give}{derived}.{Signatures.OptionsName(method)}({arguments});");
            writer.Line("else");
            using (writer.Indent())
                writer.Line($"{give}{Signatures.As(method, "this." + target)}.{method.Name}({Signatures.Arguments(method)});");
        }
    }

    /// <summary>Whether the method has the signature of one that every struct has.</summary>
    private static bool HidesObjectMember(MethodSpec method) => (method.Name, method.Parameters.Count) switch
    {
        ("ToString" or "GetHashCode" or "GetType" or "MemberwiseClone", 0) => true,
        _ => false,
    };
}
