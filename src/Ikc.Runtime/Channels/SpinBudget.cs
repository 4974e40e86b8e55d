// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Ikc.Channels;

/// <summary>
/// How long a waiter looks before it sleeps. Adaptive: about what a wake-up costs, as long as looking pays; when the last waits
/// all ended in a sleep, or there are fewer cores than spinners, it sleeps at once and only now and then tries again.
/// </summary>
/// <remarks>For one waiter; the number of spinners is shared by the process.</remarks>
/// <param name="policy">What was asked for.</param>
/// <param name="wakes">
/// How many wake-ups a wait may last before it ends in a sleep. A caller that must outlast the other side's own wake-up and its work
/// needs more than one, or two that sleep would never again find each other awake.
/// </param>
internal sealed class SpinBudget(IkcWaitPolicy policy, int wakes)
{
    /// <summary>Rounds between two readings of the clock, so that an answer that comes at once costs none.</summary>
    public const int RoundsPerClock = 64;

    private const int RoundsWithoutPause = 2 * RoundsPerClock;
    private const int FailuresMax = 4;
    private const int TryAgainEvery = 16;

    private int _failuresInRow;
    private int _sleepsSinceTry;

    /// <summary>How long to look now, in ticks of Stopwatch; 0: once.</summary>
    public long Ticks => policy switch
    {
        IkcWaitPolicy.Spin => long.MaxValue,
        IkcWaitPolicy.Park => 0,
        _ => _failuresInRow < FailuresMax ? WakeCost.Ticks * wakes : 0,
    };

    /// <summary>When looking ends that has begun just now.</summary>
    public long EndTimestamp()
    {
        long ticks = Ticks;
        return ticks == long.MaxValue ? long.MaxValue : Stopwatch.GetTimestamp() + ticks;
    }

    /// <summary>The wait ended while looking.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Succeeded()
    {
        if (_failuresInRow != 0)
            _failuresInRow = 0;
    }

    /// <summary>The wait ended in a sleep.</summary>
    public void Failed()
    {
        if (_failuresInRow < FailuresMax)
        {
            _failuresInRow++;
            return;
        }

        if (++_sleepsSinceTry < TryAgainEvery)
            return;
        _sleepsSinceTry = 0;
        _failuresInRow = FailuresMax - 1;
    }

    /// <summary>A pause, but not in the first rounds: an answer that comes at once is seen at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pause(long round)
    {
        if (round > RoundsWithoutPause)
            Pause();
    }

    /// <summary>One pause of the core, not of the thread: SpinWait's yields and sleeps would spoil the tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pause()
    {
        if (X86Base.IsSupported)
            X86Base.Pause();
        else if (ArmBase.IsSupported)
            ArmBase.Yield();
        else
            Thread.SpinWait(1);
    }
}
