// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

internal enum RingResult
{
    Ok = 0,

    /// <summary>Writer: no room now.</summary>
    Full,

    /// <summary>Reader: nothing committed.</summary>
    Empty,

    /// <summary>The other side's words make no sense; the channel is to be closed.</summary>
    Violation,
}
