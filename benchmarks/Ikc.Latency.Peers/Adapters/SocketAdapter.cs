// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Net.Sockets;

namespace Ikc.Latency.Peers.Adapters;

/// <summary>A Unix stream socket, blocking, a length before each message.</summary>
internal sealed class SocketAdapter : IAdapter
{
    private const int LengthBytes = sizeof(int);

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(LengthBytes + (64 << 20), pinned: true);
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public int InFlight => 1;

    public int EchoBytesMax => 64 << 20;

    public Task ServeAsync(string address, Action ready)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(address));
        _socket.Listen();
        ready();
        using Socket client = _socket.Accept();
        while (true)
        {
            int length = Receive(client);
            Send(client, Framing.Answer(_buffer.AsSpan(LengthBytes, length)));
        }
    }

    public Task ConnectAsync(string address)
    {
        _socket.Connect(new UnixDomainSocketEndPoint(address));
        return Task.CompletedTask;
    }

    public ValueTask<int> AddAsync(int a, int b)
    {
        Framing.WriteSum(_buffer.AsSpan(LengthBytes), a, b);
        Send(_socket, Framing.SumBytes);
        _ = Receive(_socket);
        return new(BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(LengthBytes)));
    }

    public ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> bytes)
    {
        bytes.Span.CopyTo(_buffer.AsSpan(LengthBytes));
        Send(_socket, bytes.Length);
        return new(_buffer.AsMemory(LengthBytes, Receive(_socket)));
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return default;
    }

    private void Send(Socket socket, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer, length);
        for (int sent = 0; sent < LengthBytes + length;)
            sent += socket.Send(_buffer.AsSpan(sent, LengthBytes + length - sent));
    }

    /// <summary>A message behind its length; mostly both come at once.</summary>
    private int Receive(Socket socket)
    {
        int have = 0;
        int need = LengthBytes;
        while (have < need)
        {
            int count = socket.Receive(_buffer.AsSpan(have));
            if (count == 0)
                Environment.Exit(0);
            have += count;
            if (have >= LengthBytes)
                need = LengthBytes + BinaryPrimitives.ReadInt32LittleEndian(_buffer);
        }

        return need - LengthBytes;
    }
}
