// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Reporting;

/// <summary>One property of the machine.</summary>
/// <param name="What">What was looked at, and how it should be.</param>
/// <param name="IsGood">Whether it is so.</param>
/// <param name="Found">What it is.</param>
internal sealed record PreflightCheck(string What, bool IsGood, string Found);
