// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Tool;

/// <summary>A contract as its assembly's metadata has it.</summary>
/// <param name="Id">Its name on the wire.</param>
/// <param name="Name">The interface's name.</param>
/// <param name="Bases">Ids of its base contracts, ordinally sorted.</param>
/// <param name="Methods">Its methods, inherited ones included, in the order of the generator.</param>
internal sealed record Contract(string Id, string Name, IReadOnlyList<string> Bases, IReadOnlyList<Method> Methods);

/// <summary>A method.</summary>
/// <param name="Contract">Id of the contract that declares it.</param>
/// <param name="Id">Its number there.</param>
/// <param name="Name">Its C# name.</param>
/// <param name="Kind">Its call shape.</param>
/// <param name="Shape">The text that peers compare by its hash.</param>
/// <param name="Hash">That hash, as the generator has written it.</param>
/// <param name="Parameters">Its arguments, without the cancellation token.</param>
/// <param name="Result">What comes back; its name is "value".</param>
internal sealed record Method(
    string Contract, int Id, string Name, IkcMethodKind Kind, string Shape, ulong Hash, IReadOnlyList<Argument> Parameters, Argument? Result);

/// <summary>An argument or a result.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Shape">Its form on the wire.</param>
/// <param name="Structs">The names of the fixed structs in it, in the order of the shape.</param>
/// <param name="MayBeNull">Whether null may cross.</param>
internal sealed record Argument(string Name, Shape Shape, IReadOnlyList<Struct> Structs, bool MayBeNull);

/// <summary>What a fixed struct is called, and its fields in the order of its shape.</summary>
internal sealed record Struct(string Name, IReadOnlyList<string> Fields);
