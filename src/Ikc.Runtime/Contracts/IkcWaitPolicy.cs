// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>How a thread of Ikc, or a synchronous caller, waits for the other side.</summary>
public enum IkcWaitPolicy
{
    /// <summary>Spins for about what a wake-up costs, by the channel's own history, then parks; parks at once when cores are short.</summary>
    Adaptive = 0,

    /// <summary>Spins until the answer is there; for cores set aside.</summary>
    Spin = 1,

    /// <summary>Parks at once.</summary>
    Park = 2,
}
