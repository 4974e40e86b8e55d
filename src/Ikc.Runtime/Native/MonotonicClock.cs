// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Native;

/// <summary>Time that never jumps, in nanoseconds; negative limits mean "without end".</summary>
internal static class MonotonicClock
{
    public const long Never = long.MaxValue;

    private static readonly double s_nsPerTick = 1e9 / Stopwatch.Frequency;

    public static long NowNs => Stopwatch.Frequency == 1_000_000_000
        ? Stopwatch.GetTimestamp()
        : (long)(Stopwatch.GetTimestamp() * s_nsPerTick);

    /// <summary>The moment when a limit that starts now has passed.</summary>
    public static long After(long timeoutNs)
    {
        long now = NowNs;
        return timeoutNs < 0 || timeoutNs > Never - now ? Never : now + timeoutNs;
    }

    public static long After(TimeSpan timeout) =>
        After(timeout < TimeSpan.Zero || timeout.Ticks > Never / 100 ? -1 : timeout.Ticks * 100);

    /// <summary>What is left: 0 when it has passed, negative without end.</summary>
    public static long Remaining(long momentNs) => momentNs == Never ? -1 : Math.Max(0, momentNs - NowNs);
}
