// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>A failure that a method declares.</summary>
/// <param name="Code">Its number in the method.</param>
/// <param name="Wire">How its value crosses.</param>
internal sealed record FaultSpec(int Code, WireSpec Wire);
