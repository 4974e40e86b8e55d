// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Peer;

/// <summary>The other process: it does one command after the other, and says when it is ready for the measurement.</summary>
internal abstract class PeerProcess : IDisposable
{
    /// <summary>Where the nodes of both processes see each other.</summary>
    public abstract IkcNodeOptions Place { get; }

    /// <summary>"local" or "device".</summary>
    public abstract string Fabric { get; }

    public abstract Shared Shared { get; }

    public void Command(string command) => _ = Number(command);

    /// <summary>A command, and what it finds.</summary>
    public abstract long Number(string command);

    public abstract void Dispose();
}
