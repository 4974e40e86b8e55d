// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>A base contract, direct or not.</summary>
/// <param name="Id">Its name on the wire.</param>
/// <param name="Type">Its full name with <c>global::</c>.</param>
internal sealed record BaseSpec(string Id, string Type);
