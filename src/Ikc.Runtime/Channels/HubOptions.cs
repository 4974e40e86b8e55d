// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>How a node's channels work.</summary>
/// <param name="Pump">How its pump runs.</param>
/// <param name="LanesMax">Lanes of one connection: synchronous calls at a time before callers wait for one another.</param>
internal sealed record HubOptions(PumpOptions Pump, int LanesMax);
