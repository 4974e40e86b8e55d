// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>A fixed struct of this assembly, to be published for others.</summary>
/// <param name="Type">Its full name with <c>global::</c>.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Shape">Its fields' wire kinds and offsets.</param>
internal sealed record StructSpec(string Type, int SizeBytes, string Shape);
