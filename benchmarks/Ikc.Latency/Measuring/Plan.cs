// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Measuring;

/// <summary>How long a series is measured in one repetition; how many calls that is, the calls decide.</summary>
/// <param name="WarmUpMs">Calls that do not count.</param>
/// <param name="BlocksMs">Calls in blocks with one reading of the clock a block.</param>
/// <param name="SinglesMs">Calls that are timed one by one.</param>
internal readonly record struct Plan(int WarmUpMs, int BlocksMs, int SinglesMs)
{
    public const int BlocksMin = 3;
    public const int BlocksMax = 8192;
    public const int SinglesMin = 5;

    public static readonly Plan Full = new(25, 60, 60);

    public static readonly Plan Quick = new(30, 40, 40);

    /// <summary>Round 0, which counts for nothing.</summary>
    public static readonly Plan First = new(60, 10, 10);

    /// <summary>For what settles slowly: many threads, or waits that have to make up their minds.</summary>
    public Plan Times(int factor) => new(WarmUpMs * factor, BlocksMs * factor, SinglesMs * factor);
}
