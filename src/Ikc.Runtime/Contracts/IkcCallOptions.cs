// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>What one call is given beyond its arguments. The default is what the client was connected with.</summary>
/// <param name="deadline">Time for the whole call; null: the client's own default. Travels as remaining time.</param>
public readonly struct IkcCallOptions(TimeSpan? deadline)
{
    /// <summary>Time for the whole call; null: the client's default.</summary>
    public TimeSpan? Deadline { get; } = deadline;
}
