// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Frozen;

/// <summary>What a contract's own methods are now, in the terms of the file.</summary>
internal sealed class FrozenContract
{
    private FrozenContract(string id, IReadOnlyDictionary<int, FrozenMethod> methods)
    {
        Id = id;
        Methods = methods;
    }

    public string Id { get; }

    /// <summary>Its methods and its reserved ids.</summary>
    public IReadOnlyDictionary<int, FrozenMethod> Methods { get; }

    public static string? IdOf(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface && Attributes.Find(type, Attributes.Contract) is { } attribute ? Attributes.Argument(attribute, "") : null;

    /// <summary>Null for what is no contract, or one that breaks a rule and is reported for that.</summary>
    public static FrozenContract? Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (IdOf(type) is null || new ContractParser(compilation, new Findings(), cancellationToken).Parse(type) is not { } contract)
            return null;
        Dictionary<int, FrozenMethod> methods = [];
        foreach (MethodSpec method in contract.Methods)
        {
            if (method.IsOwn)
                methods.Add(method.Id, new FrozenMethod(method.Name, method.Shape));
        }

        foreach (AttributeData reserved in Attributes.FindAll(type, Attributes.Reserved))
            methods[Attributes.Argument(reserved, 0)] = FrozenMethod.Reserved;
        return new FrozenContract(contract.Id, methods);
    }

    /// <summary>Takes into the file what no peer in use can mind. What breaks one stays as it was shipped, so that it goes on being reported.</summary>
    public void Update(FrozenFile file)
    {
        if (!file.Contracts.TryGetValue(Id, out SortedDictionary<int, FrozenMethod>? shipped))
            file.Contracts.Add(Id, shipped = []);
        foreach (KeyValuePair<int, FrozenMethod> now in Methods)
        {
            if (!shipped.TryGetValue(now.Key, out FrozenMethod? before) || now.Value.IsReserved || now.Value.Shape == before.Shape)
                shipped[now.Key] = now.Value;
        }
    }
}
