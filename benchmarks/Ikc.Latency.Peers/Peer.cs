// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;

namespace Ikc.Latency.Peers;

/// <summary>One name of the list.</summary>
/// <param name="Name">As the harness's option and tables have it.</param>
/// <param name="WhyNot">Null, or why it cannot run here.</param>
/// <param name="Adapter">For a peer that is a library.</param>
/// <param name="Tool">For a peer that comes with a program that measures: bytes and plan to the figures; null: it cannot carry so many.</param>
internal sealed record Peer(
    string Name,
    Func<string?> WhyNot,
    Func<IAdapter>? Adapter = null,
    Func<ToolRun, int, Plan, Series?>? Tool = null);
