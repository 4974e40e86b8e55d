// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>Marks a struct of fixed layout, without padding or references, that crosses byte for byte.</summary>
[AttributeUsage(AttributeTargets.Struct, Inherited = false)]
public sealed class IkcStructAttribute : Attribute;
