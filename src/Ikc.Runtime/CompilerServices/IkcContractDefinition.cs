// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>What the runtime knows of a contract without knowing its type.</summary>
public abstract class IkcContractDefinition
{
    private protected IkcContractDefinition(string id, string[] bases, IkcMethodDefinition[] methods)
    {
        Id = id;
        Bases = bases;
        Methods = methods;
    }

    /// <summary>The contract's name on the wire.</summary>
    public string Id { get; }

    /// <summary>Ids of all base contracts, direct or not, ordinally sorted; a service of this contract serves them too.</summary>
    public IReadOnlyList<string> Bases { get; }

    /// <summary>All methods, inherited ones included; the index is the ordinal that client and dispatcher use.</summary>
    public IReadOnlyList<IkcMethodDefinition> Methods { get; }
}
