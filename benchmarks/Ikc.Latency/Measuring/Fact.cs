// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Measuring;

/// <summary>A figure that is no time of a call: memory, or the time to start.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Runtime">"jit", "r2r" or "aot".</param>
/// <param name="Value">Median of all repetitions.</param>
/// <param name="Unit">Of the value.</param>
internal sealed record Fact(string Name, string Runtime, double Value, string Unit);
