// SPDX-License-Identifier: MIT
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Ikc.Latency.Peers.Protos;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ikc.Latency.Peers.Adapters;

/// <summary>gRPC for .NET over a Unix socket, as its documentation shows it; unary calls.</summary>
internal sealed class GrpcAdapter : IAdapter
{
    private GrpcChannel? _channel;
    private Echo.EchoClient? _client;

    public int InFlight => 64;

    public int EchoBytesMax => 1 << 20; // its default limit is 4 MiB

    public async Task ServeAsync(string address, Action ready)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
            options.ListenUnixSocket(address, static listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        WebApplication application = builder.Build();
        application.MapGrpcService<Service>();
        await application.StartAsync();
        ready();
        await application.WaitForShutdownAsync();
    }

    public Task ConnectAsync(string address)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        _channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = handler });
        _client = new Echo.EchoClient(_channel);
        return Task.CompletedTask;
    }

    public async ValueTask<int> AddAsync(int a, int b) => (await _client!.AddAsync(new Sum { A = a, B = b })).Value;

    public async ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> bytes) =>
        (await _client!.SendAsync(new Payload { Bytes = UnsafeByteOperations.UnsafeWrap(bytes) })).Bytes.Memory;

    public ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        return default;
    }

    private sealed class Service : Echo.EchoBase
    {
        public override Task<Total> Add(Sum request, ServerCallContext context) => Task.FromResult(new Total { Value = request.A + request.B });

        public override Task<Payload> Send(Payload request, ServerCallContext context) => Task.FromResult(request);
    }
}
