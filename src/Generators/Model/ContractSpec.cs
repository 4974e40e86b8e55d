// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>A contract without fault, as the emitter needs it.</summary>
/// <param name="Id">Its name on the wire.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Containers">Headers of the partial types around it, outermost first.</param>
/// <param name="Name">Its simple name, escaped.</param>
/// <param name="Type">Its full name with <c>global::</c>.</param>
/// <param name="Accessibility">Its accessibility as written in C#.</param>
/// <param name="MetadataName">Its full name without escapes; the generated file is called after it.</param>
/// <param name="Names">Names of the generated types.</param>
/// <param name="Bases">Its base contracts, direct or not, ordered by id.</param>
/// <param name="Methods">All methods; the index is the ordinal.</param>
/// <param name="Layouts">The fixed structs that its methods use.</param>
/// <param name="Messages">The formatters that its methods need.</param>
internal sealed record ContractSpec(
    string Id,
    string Namespace,
    EquatableArray<string> Containers,
    string Name,
    string Type,
    string Accessibility,
    string MetadataName,
    GeneratedNames Names,
    EquatableArray<BaseSpec> Bases,
    EquatableArray<MethodSpec> Methods,
    EquatableArray<LayoutCheckSpec> Layouts,
    EquatableArray<MessageSpec> Messages);
