// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>Keeps the id of a removed method from being used again.</summary>
/// <param name="id">The id that was shipped once.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class IkcReservedAttribute(int id) : Attribute
{
    /// <summary>The id that was shipped once.</summary>
    public int Id { get; } = id;
}
