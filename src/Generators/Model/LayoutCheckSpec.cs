// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>A fixed struct whose size is asserted before a contract is used.</summary>
internal sealed record LayoutCheckSpec(string Type, int SizeBytes);
