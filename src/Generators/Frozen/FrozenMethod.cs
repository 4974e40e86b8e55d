// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Frozen;

/// <summary>A method as it was shipped, or an id that was retired.</summary>
/// <param name="Name">Its name; empty for a retired id.</param>
/// <param name="Shape">What it carries; empty for a retired id.</param>
internal sealed record FrozenMethod(string Name, string Shape)
{
    public static readonly FrozenMethod Reserved = new("", "");

    public bool IsReserved => Shape.Length == 0;
}
