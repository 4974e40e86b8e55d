// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>What a service grants.</summary>
/// <param name="Concurrency">Where its methods run.</param>
/// <param name="ConnectionsMax">Clients at a time.</param>
/// <param name="IncludeExceptionMessages">Whether the text of its exceptions crosses.</param>
internal sealed record ServiceLimits(IkcConcurrency Concurrency, int ConnectionsMax, bool IncludeExceptionMessages);
