// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>
/// The layout of an <see cref="IkcStructAttribute"/> struct, written into its assembly by the generator, so that contracts of other
/// assemblies can use it: a compiler does not see layouts in metadata.
/// </summary>
/// <param name="type">The struct.</param>
/// <param name="sizeBytes">Its size.</param>
/// <param name="shape">Its fields' wire kinds and offsets, in the notation of PROTOCOL.md.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class IkcStructLayoutAttribute(Type type, int sizeBytes, string shape) : Attribute
{
    /// <summary>The struct.</summary>
    public Type Type { get; } = type;

    /// <summary>Its size in bytes.</summary>
    public int SizeBytes { get; } = sizeBytes;

    /// <summary>Its fields' wire kinds and offsets.</summary>
    public string Shape { get; } = shape;
}
