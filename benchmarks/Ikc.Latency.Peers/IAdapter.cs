// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Peers;

/// <summary>One peer: a server in a process of its own, and a client that adds numbers and has bytes echoed.</summary>
internal interface IAdapter : IAsyncDisposable
{
    /// <summary>Calls at a time of the concurrent series; 1: the peer has no such thing.</summary>
    int InFlight { get; }

    /// <summary>Largest echo that it carries as it is set up by default.</summary>
    int EchoBytesMax { get; }

    /// <summary>Serves at this address until the process is ended; tells when clients may come.</summary>
    Task ServeAsync(string address, Action ready);

    Task ConnectAsync(string address);

    ValueTask<int> AddAsync(int a, int b);

    /// <summary>What came back: as many bytes, read by the measurement afterwards.</summary>
    ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> bytes);
}
