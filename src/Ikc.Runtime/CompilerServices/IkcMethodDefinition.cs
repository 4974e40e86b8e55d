// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>One method of a contract as the generator saw it. Its index in the definition's array is its ordinal.</summary>
/// <param name="Contract">Id of the contract that declares it (a base contract's for inherited methods).</param>
/// <param name="Id">Its number, unique in the declaring contract.</param>
/// <param name="Name">Its C# name, for messages only.</param>
/// <param name="Kind">Its call shape.</param>
/// <param name="ShapeHash">Hash of wire kinds and fixed layouts, never of names or order.</param>
public readonly record struct IkcMethodDefinition(string Contract, int Id, string Name, IkcMethodKind Kind, ulong ShapeHash);
