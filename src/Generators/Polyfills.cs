// SPDX-License-Identifier: MIT
namespace System.Runtime.CompilerServices;

/// <summary>What the compiler wants for records and init members; netstandard2.0 does not have it.</summary>
internal static class IsExternalInit;
