// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using NetMQ;
using NetMQ.Sockets;

namespace Ikc.Latency.Peers.Adapters;

/// <summary>NetMQ, request and reply, over TCP on the loopback: it has no Unix sockets between processes.</summary>
internal sealed class NetMqAdapter : IAdapter
{
    private readonly byte[] _sum = new byte[Framing.SumBytes];
    private RequestSocket? _socket;

    public int InFlight => 1;

    public int EchoBytesMax => 1 << 20;

    public Task ServeAsync(string address, Action ready)
    {
        using var socket = new ResponseSocket();
        socket.Bind($"tcp://127.0.0.1:{Port(address)}");
        ready();
        while (true)
        {
            byte[] request = socket.ReceiveFrameBytes();
            socket.SendFrame(request, Framing.Answer(request));
        }
    }

    public Task ConnectAsync(string address)
    {
        _socket = new RequestSocket();
        _socket.Connect($"tcp://127.0.0.1:{Port(address)}");
        return Task.CompletedTask;
    }

    public ValueTask<int> AddAsync(int a, int b)
    {
        Framing.WriteSum(_sum, a, b);
        RequestSocket socket = _socket!;
        socket.SendFrame(_sum);
        return new(BinaryPrimitives.ReadInt32LittleEndian(socket.ReceiveFrameBytes()));
    }

    public ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> bytes)
    {
        RequestSocket socket = _socket!;
        socket.SendFrame(bytes.ToArray());
        return new(socket.ReceiveFrameBytes());
    }

    public ValueTask DisposeAsync()
    {
        _socket?.Dispose();
        NetMQConfig.Cleanup(block: false);
        return default;
    }

    /// <summary>From the file name, which is new for each run.</summary>
    private static int Port(string address) => 20_000 + (Path.GetFileName(address).Aggregate(0, static (sum, letter) => (sum * 31) + letter) & 0x3FFF);
}
