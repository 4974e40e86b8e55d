// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>Marks a partial interface as a contract: the generator makes its client, its dispatcher and its definition.</summary>
/// <param name="id">The contract's name on the wire, such as <c>acme.pricing</c>; 1 to 200 UTF-8 bytes. Renaming the interface keeps it.</param>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class IkcContractAttribute(string id) : Attribute
{
    /// <summary>The contract's name on the wire.</summary>
    public string Id { get; } = id;
}
