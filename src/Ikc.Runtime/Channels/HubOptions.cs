// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>How a node's channels work.</summary>
/// <param name="Pump">How its pump runs.</param>
/// <param name="LanesMax">Lanes of one connection: synchronous calls at a time before callers wait for one another.</param>
internal sealed record HubOptions(PumpOptions Pump, int LanesMax)
{
    /// <summary>Stand before the callbacks that are lent, and before those that are received.</summary>
    public Interceptors Interceptors { get; init; } = Interceptors.None;
}
