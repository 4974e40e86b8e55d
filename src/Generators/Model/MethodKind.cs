// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>The call shape of a method; the names are those of the runtime's <c>IkcMethodKind</c>.</summary>
internal enum MethodKind
{
    Sync,
    Async,
    OneWay,
    OneWayAsync,
    Stream,
}
