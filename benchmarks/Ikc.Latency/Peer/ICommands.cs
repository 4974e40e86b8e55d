// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Peer;

/// <summary>How the other process gets its commands.</summary>
internal interface ICommands
{
    /// <summary>The next one; null: there will be no more.</summary>
    string? Next();

    /// <summary>It is ready for the measurement, or done.</summary>
    void Answer(long number);
}
