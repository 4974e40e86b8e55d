// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Peer;

/// <summary>Commands for a process that is met over a fabric.</summary>
[IkcContract("ikc.latency.control")]
public partial interface IControl
{
    /// <summary>Begins a command after all earlier ones have ended; answers when it is ready for the measurement, with what it found, or 0.</summary>
    [IkcMethod(1)]
    ValueTask<long> DoAsync(string command);
}
