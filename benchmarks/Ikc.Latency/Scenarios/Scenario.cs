// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;

namespace Ikc.Latency.Scenarios;

/// <summary>A series and how it is measured once.</summary>
/// <param name="Series">What is measured.</param>
/// <param name="Body">One repetition.</param>
/// <param name="IsQuick">Also in a quick run.</param>
internal sealed record Scenario(Series Series, Action<Bench, Series> Body, bool IsQuick);
