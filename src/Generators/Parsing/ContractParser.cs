// SPDX-License-Identifier: MIT
using System.Text;
using Ikc.Generators.Analysis;
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ikc.Generators.Parsing;

/// <summary>Reads a contract interface into its model, or finds what is wrong with it.</summary>
internal sealed class ContractParser(Compilation compilation, Findings findings, CancellationToken cancellationToken)
{
    private const int IdBytesMax = 200;

    private readonly MessageParser _messages = new(compilation);
    private readonly Dictionary<string, int> _layouts = new(StringComparer.Ordinal);

    /// <summary>The contract, or null where a rule is broken.</summary>
    public ContractSpec? Parse(INamedTypeSymbol contract)
    {
        string id = ContractId(contract);
        CheckDeclaration(contract, id);
        List<(IMethodSymbol Symbol, MethodSpec Spec)> methods = [];
        List<BaseSpec> bases = [];
        ParseOwn(contract, id, isOwn: true, findings, methods);
        foreach (INamedTypeSymbol inherited in contract.AllInterfaces.OrderBy(TypeNames.Plain, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ParseBase(contract, inherited, bases, methods);
        }

        if (findings.HasErrors)
            return null;

        HashSet<ISymbol> hidden = bases.Count == 0 ? [] : Hidden(methods.Select(m => m.Symbol));
        methods.Sort(static (a, b) => string.CompareOrdinal(a.Spec.ContractId, b.Spec.ContractId) is var order && order != 0
            ? order
            : a.Spec.Id.CompareTo(b.Spec.Id));
        return new ContractSpec(
            id,
            TypeNames.Namespace(contract.ContainingNamespace),
            new EquatableArray<string>([.. Containers(contract)]),
            TypeNames.Escape(contract.Name),
            TypeNames.Plain(contract),
            ContractNames.Accessibility(contract),
            TypeNames.Metadata(contract),
            ContractNames.Generated(contract),
            new EquatableArray<BaseSpec>([.. bases.OrderBy(b => b.Id, StringComparer.Ordinal)]),
            new EquatableArray<MethodSpec>([.. LoanNames.Give(contract, [.. methods.Select(m => hidden.Contains(m.Symbol) ? m.Spec with { IsHidden = true } : m.Spec)])]),
            new EquatableArray<LayoutCheckSpec>(
                [.. _layouts.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => new LayoutCheckSpec(l.Key, l.Value))]),
            new EquatableArray<MessageSpec>([.. _messages.Messages]));
    }

    private static string ContractId(INamedTypeSymbol contract) =>
        Attributes.Find(contract, Attributes.Contract) is { } attribute ? Attributes.Argument(attribute, "") : "";

    private static IEnumerable<string> Containers(INamedTypeSymbol contract)
    {
        Stack<string> headers = [];
        for (INamedTypeSymbol? outer = contract.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            string keyword = outer switch
            {
                { TypeKind: TypeKind.Interface } => "interface",
                { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
                { TypeKind: TypeKind.Struct } => "struct",
                { IsRecord: true } => "record",
                _ => "class",
            };
            headers.Push("partial " + keyword + " " + TypeNames.Escape(outer.Name));
        }

        return headers;
    }

    private void CheckDeclaration(INamedTypeSymbol contract, string id)
    {
        int idBytes = Encoding.UTF8.GetByteCount(id);
        if (idBytes is 0 or > IdBytesMax)
            findings.Add(Rules.BadContractId, new Place(contract), contract.Name, idBytes);
        for (INamedTypeSymbol? type = contract; type is not null; type = type.ContainingType)
        {
            if (type.TypeParameters.Length > 0)
                findings.Add(Rules.GenericContract, new Place(contract), contract.Name);
            if (!IsPartial(type))
                findings.Add(Rules.NotPartial, new Place(type), type.Name);
        }

        if (!Accessible.IsAccessible(contract, compilation))
            findings.Add(Rules.InaccessibleContract, new Place(contract), contract.Name);
    }

    private bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.All(r => r.GetSyntax(cancellationToken) is not BaseTypeDeclarationSyntax declaration
            || declaration.Modifiers.Any(m => m.ValueText == "partial"));

    private void ParseBase(
        INamedTypeSymbol contract,
        INamedTypeSymbol inherited,
        List<BaseSpec> bases,
        List<(IMethodSymbol Symbol, MethodSpec Spec)> methods)
    {
        if (TypeNames.Metadata(inherited) is "Ikc.IIkcContract`1" or "System.IAsyncDisposable")
            return; // the generator's own one, and what every client implements
        if (Attributes.Has(inherited, Attributes.Contract))
        {
            // What is wrong in a base of this project is reported there.
            Findings quiet = new();
            string id = ContractId(inherited);
            ParseOwn(inherited, id, isOwn: false, quiet, methods);
            bases.Add(new BaseSpec(id, TypeNames.Plain(inherited)));
            if (!quiet.HasErrors && inherited.TypeParameters.Length == 0 && id.Length > 0)
                return;
            if (!inherited.DeclaringSyntaxReferences.IsEmpty)
            {
                findings.AddSilently();
                return;
            }
        }
        else if (inherited.TypeKind == TypeKind.Error)
        {
            findings.AddSilently();
            return;
        }
        else if (!inherited.GetMembers().Any(m => m.IsAbstract))
        {
            return;
        }

        findings.Add(Rules.BaseNotAContract, new Place(contract, baseName: inherited.Name), TypeNames.Short(inherited));
    }

    private void ParseOwn(
        INamedTypeSymbol contract,
        string id,
        bool isOwn,
        Findings found,
        List<(IMethodSymbol Symbol, MethodSpec Spec)> methods)
    {
        MethodIds ids = new(contract, found);
        MethodParser parser = new(compilation, found, _messages, _layouts);
        string optionsType = ContractNames.OptionsType(contract);
        foreach (ISymbol member in contract.GetMembers().OrderBy(MethodIds.Given))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is not IMethodSymbol { MethodKind: Microsoft.CodeAnalysis.MethodKind.Ordinary } method)
            {
                if (member.IsAbstract && member is IPropertySymbol or IEventSymbol { IsAbstract: true })
                    found.Add(Rules.NotAMethod, new Place(member), member.Name);
                else if (member is IMethodSymbol { IsStatic: true, IsAbstract: true, AssociatedSymbol: null })
                    found.Add(Rules.NotAMethod, new Place(member), member.Name);
                continue;
            }

            bool isMarked = Attributes.Has(method, Attributes.Method);
            if (method.IsStatic && method.IsAbstract)
                found.Add(Rules.NotAMethod, new Place(method), method.Name);
            else if (!method.IsAbstract && !(isMarked && method is { IsVirtual: true, DeclaredAccessibility: Accessibility.Public }))
                continue; // runs where it is called; NotCallable is a rule of its own analysis
            else if (method.Name == "With")
                found.Add(Rules.ReservedName, new Place(method));
            else if (parser.Parse(method, id, ids.Check(method)) is { } spec)
                methods.Add((method, spec with { IsOwn = isOwn, OptionsType = optionsType }));
        }
    }

    /// <summary>The methods that a call through the contract could not name: another with the same signature is nearer, or as near.</summary>
    private static HashSet<ISymbol> Hidden(IEnumerable<IMethodSymbol> methods)
    {
        HashSet<ISymbol> hidden = new(SymbolEqualityComparer.Default);
        foreach (IGrouping<string, IMethodSymbol> alike in methods.GroupBy(ContractNames.Signature, StringComparer.Ordinal))
        {
            hidden.UnionWith(alike.Where(method => alike.Any(other => !ReferenceEquals(other, method)
                && !method.ContainingType.AllInterfaces.Contains(other.ContainingType, SymbolEqualityComparer.Default))));
        }

        return hidden;
    }
}
