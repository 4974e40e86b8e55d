// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Parsing;

/// <summary>Size and shape of a value of constant size, and its alignment in a struct.</summary>
internal readonly record struct FixedType(int SizeBytes, int Alignment, string Shape);
