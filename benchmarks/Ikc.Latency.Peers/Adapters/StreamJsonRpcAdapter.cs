// SPDX-License-Identifier: MIT
using System.Net.Sockets;
using StreamJsonRpc;

namespace Ikc.Latency.Peers.Adapters;

/// <summary>StreamJsonRpc over a Unix socket with its MessagePack formatter.</summary>
internal sealed partial class StreamJsonRpcAdapter : IAdapter
{
    private IEcho? _client;

    [JsonRpcContract]
    public partial interface IEcho : IDisposable
    {
        Task<int> AddAsync(int a, int b);

        Task<byte[]> EchoAsync(ReadOnlyMemory<byte> bytes);
    }

    public int InFlight => 64;

    public int EchoBytesMax => 1 << 20;

    public async Task ServeAsync(string address, Action ready)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(address));
        listener.Listen();
        ready();
        Socket socket = await listener.AcceptAsync();
        var rpc = new JsonRpc(Handler(socket), new Service());
        rpc.StartListening();
        await rpc.Completion;
    }

    public async Task ConnectAsync(string address)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(address));
        _client = JsonRpc.Attach<IEcho>(Handler(socket));
    }

    public async ValueTask<int> AddAsync(int a, int b) => await _client!.AddAsync(a, b);

    public async ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> bytes) => await _client!.EchoAsync(bytes);

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return default;
    }

    private static LengthHeaderMessageHandler Handler(Socket socket)
    {
        var stream = new NetworkStream(socket, ownsSocket: true);
        return new LengthHeaderMessageHandler(stream, stream, new MessagePackFormatter());
    }

    private sealed class Service : IEcho
    {
        public Task<int> AddAsync(int a, int b) => Task.FromResult(a + b);

        public Task<byte[]> EchoAsync(ReadOnlyMemory<byte> bytes) => Task.FromResult(bytes.ToArray());

        public void Dispose()
        {
        }
    }
}
