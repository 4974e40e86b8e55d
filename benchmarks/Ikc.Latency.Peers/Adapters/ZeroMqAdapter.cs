// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Ikc.Latency.Peers.Adapters;

/// <summary>ZeroMQ's own C library, request and reply over a Unix socket (Debian: libzmq5).</summary>
internal sealed unsafe partial class ZeroMqAdapter : IAdapter
{
    private const string Library = "libzmq.so.5";
    private const int Request = 3;
    private const int Reply = 4;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(1 << 20, pinned: true);
    private void* _context;
    private void* _socket;

    public int InFlight => 1;

    public int EchoBytesMax => 1 << 20;

    public static string? WhyNot() => NativeLibrary.TryLoad(Library, out _) ? null : $"{Library} is not installed (Debian: libzmq5)";

    public Task ServeAsync(string address, Action ready)
    {
        Open(Reply);
        if (Bind(_socket, $"ipc://{address}") != 0)
            throw new InvalidOperationException("zmq_bind");
        ready();
        fixed (byte* bytes = _buffer)
        {
            while (true)
            {
                int length = Receive(_socket, bytes, (nuint)_buffer.Length, 0);
                if (length < 0)
                    throw new InvalidOperationException("zmq_recv");
                _ = Send(_socket, bytes, (nuint)Framing.Answer(_buffer.AsSpan(0, length)), 0);
            }
        }
    }

    public Task ConnectAsync(string address)
    {
        Open(Request);
        if (Connect(_socket, $"ipc://{address}") != 0)
            throw new InvalidOperationException("zmq_connect");
        return Task.CompletedTask;
    }

    public ValueTask<int> AddAsync(int a, int b)
    {
        Framing.WriteSum(_buffer, a, b);
        _ = Exchange(Framing.SumBytes);
        return new(BinaryPrimitives.ReadInt32LittleEndian(_buffer));
    }

    public ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> bytes)
    {
        bytes.Span.CopyTo(_buffer);
        return new(_buffer.AsMemory(0, Exchange(bytes.Length)));
    }

    public ValueTask DisposeAsync()
    {
        _ = Close(_socket);
        _ = Terminate(_context);
        return default;
    }

    private void Open(int kind)
    {
        _context = NewContext();
        _socket = NewSocket(_context, kind);
    }

    private int Exchange(int length)
    {
        fixed (byte* bytes = _buffer)
        {
            _ = Send(_socket, bytes, (nuint)length, 0);
            return Receive(_socket, bytes, (nuint)_buffer.Length, 0);
        }
    }

    [LibraryImport(Library, EntryPoint = "zmq_ctx_new")]
    private static partial void* NewContext();

    [LibraryImport(Library, EntryPoint = "zmq_ctx_term")]
    private static partial int Terminate(void* context);

    [LibraryImport(Library, EntryPoint = "zmq_socket")]
    private static partial void* NewSocket(void* context, int kind);

    [LibraryImport(Library, EntryPoint = "zmq_close")]
    private static partial int Close(void* socket);

    [LibraryImport(Library, EntryPoint = "zmq_bind", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Bind(void* socket, string address);

    [LibraryImport(Library, EntryPoint = "zmq_connect", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Connect(void* socket, string address);

    [LibraryImport(Library, EntryPoint = "zmq_send")]
    private static partial int Send(void* socket, byte* bytes, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "zmq_recv")]
    private static partial int Receive(void* socket, byte* bytes, nuint length, int flags);
}
