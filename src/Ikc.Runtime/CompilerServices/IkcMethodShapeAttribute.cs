// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>
/// A method of a contract as peers compare it, written onto its interface by the generator, so that tools can read it from the
/// assembly's metadata without running anything. Inherited methods are among them.
/// </summary>
/// <param name="contract">Id of the contract that declares it.</param>
/// <param name="id">Its number there.</param>
/// <param name="name">Its C# name.</param>
/// <param name="kind">Its call shape.</param>
/// <param name="shape">Its shape in the notation of PROTOCOL.md.</param>
/// <param name="shapeHash">The hash of that text.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class IkcMethodShapeAttribute(string contract, int id, string name, IkcMethodKind kind, string shape, ulong shapeHash) : Attribute
{
    /// <summary>Id of the contract that declares it.</summary>
    public string Contract { get; } = contract;

    /// <summary>Its number there.</summary>
    public int Id { get; } = id;

    /// <summary>Its C# name.</summary>
    public string Name { get; } = name;

    /// <summary>Its call shape.</summary>
    public IkcMethodKind Kind { get; } = kind;

    /// <summary>Its shape in the notation of PROTOCOL.md.</summary>
    public string Shape { get; } = shape;

    /// <summary>The hash of <see cref="Shape"/>.</summary>
    public ulong ShapeHash { get; } = shapeHash;
}
