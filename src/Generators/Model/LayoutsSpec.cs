// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>The fixed structs of this assembly. A class, since the compiler's pipeline of classes is compiled already, and one of structs is not.</summary>
/// <param name="Structs">Ordered by type.</param>
internal sealed record LayoutsSpec(EquatableArray<StructSpec> Structs);
