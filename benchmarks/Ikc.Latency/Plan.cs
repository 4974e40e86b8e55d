// SPDX-License-Identifier: MIT
namespace Ikc.Latency;

/// <summary>How often a series calls in one repetition.</summary>
internal readonly record struct Plan(int WarmUp, int Blocks, int CallsPerBlock, int Singles)
{
    /// <summary>Calls of a tenth of a microsecond.</summary>
    public static readonly Plan Spinning = new(20_000, 400, 64, 20_000);

    /// <summary>Calls that may be either: enough for the waiters to make up their minds.</summary>
    public static readonly Plan Adaptive = new(2000, 100, 32, 2000);

    /// <summary>Calls that sleep, tens of microseconds.</summary>
    public static readonly Plan Sleeping = new(200, 100, 8, 1000);

    /// <summary>A mebibyte a call.</summary>
    public static readonly Plan Large = new(100, 150, 1, 150);

    public int Total => WarmUp + (Blocks * CallsPerBlock) + Singles;
}
