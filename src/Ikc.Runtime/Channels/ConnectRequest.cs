// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>What a client asks for when it connects.</summary>
internal sealed record ConnectRequest(string ServiceName, string ContractId, IkcMethodDefinition[] Methods)
{
    /// <summary>Key of the connection over which a callback was lent; where the service has no name.</summary>
    public ulong LenderKey { get; init; }

    /// <summary>The callback's id there.</summary>
    public ulong CallbackId { get; init; }
}
