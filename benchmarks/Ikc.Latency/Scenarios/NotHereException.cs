// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Scenarios;

/// <summary>What a series needs does not exist between these two processes: it is skipped, and that is no failure.</summary>
internal sealed class NotHereException(string reason) : Exception(reason);
