// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>What a client asks for when it connects.</summary>
internal sealed record ConnectRequest(string ServiceName, string ContractId, IkcMethodDefinition[] Methods);
