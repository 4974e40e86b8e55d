// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Parsing;

/// <summary>A fixed struct's computed layout.</summary>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Alignment">Its alignment inside another struct.</param>
/// <param name="Fields">Shape and offset of each field, nested structs resolved into their fields.</param>
internal sealed record StructLayout(int SizeBytes, int Alignment, (string Shape, int Offset)[] Fields)
{
    /// <summary>The layout in the notation of shape texts: <c>s:{i4@0,u4@4;8}</c>.</summary>
    public string Shape =>
        "s:{" + string.Join(",", Fields.Select(f => f.Shape + "@" + Emit.Text.Of(f.Offset))) + ";" + Emit.Text.Of(SizeBytes) + "}";
}
