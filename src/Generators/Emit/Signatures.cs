// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;

namespace Ikc.Generators.Emit;

/// <summary>Parameter and argument lists, and names that no parameter has.</summary>
internal static class Signatures
{
    /// <summary>Before the name of the parameter that takes options.</summary>
    public const string Options = Text.Ikc + "IkcCallOptions ";

    /// <summary>The parameters as an implementation declares them.</summary>
    public static string Parameters(MethodSpec method) => string.Join(", ", method.Parameters.Select(p => p.Modifiers + p.Type + " " + p.Name));

    /// <summary>The parameters as a caller may use them: with defaults and <c>params</c>.</summary>
    public static string CallableParameters(MethodSpec method) =>
        string.Join(", ", method.Parameters.Select(p => (p.IsParams ? "params " : "") + p.Modifiers + p.Type + " " + p.Name
            + (p.Default is { } value ? " = " + value : "")));

    public static string Arguments(MethodSpec method) => string.Join(", ", method.Parameters.Select(Argument));

    public static string Argument(ParameterSpec parameter) => (parameter.IsIn ? "in " : "") + parameter.Name;

    /// <summary>Puts a list after what stands before it.</summary>
    public static string After(string first, string list) => list.Length == 0 ? first : first + ", " + list;

    /// <summary>Name of the method's half in client and dispatcher; no other has its ordinal.</summary>
    public static string Half(ContractSpec contract, int ordinal) =>
        contract.Methods[ordinal].Name.TrimStart('@') + "_" + Text.Of(ordinal);

    /// <summary>The interface that declares the method, as the code beside the contract names it.</summary>
    public static string Declaring(ContractSpec contract, MethodSpec method) => method.IsOwn ? contract.Name : method.DeclaringType;

    /// <summary>The interface through which the method takes options, as the code beside the contract names it.</summary>
    public static string OptionsType(ContractSpec contract, MethodSpec method) => method.IsOwn ? contract.Names.WithOptions : method.OptionsType;

    /// <summary>The object as what declares the method, so that no other method is meant.</summary>
    public static string As(MethodSpec method, string target) => method.IsOwn ? target : $"(({method.DeclaringType}){target})";

    /// <summary>The method as it is declared in the interface that takes options, or implemented with that interface before its name.</summary>
    public static string WithOptions(MethodSpec method, string qualifier, out string options)
    {
        options = Locals(method).Take("options");
        return $"{method.ReturnType} {qualifier}{OptionsName(method)}({After(Options + options, Parameters(method))})";
    }

    /// <summary>Its name there: ids are unique in a contract, overloads' names are not.</summary>
    public static string OptionsName(MethodSpec method) => method.Name.TrimStart('@') + "_" + Text.Of(method.Id);

    /// <summary>Names for generated locals of a method.</summary>
    public static Parsing.UniqueNames Locals(MethodSpec method) => new(method.Parameters.Select(p => p.Name.TrimStart('@')));
}
