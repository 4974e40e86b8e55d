// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels.Streams;

internal sealed class StreamClient(IkcChannel channel) : IkcClient(channel)
{
    public IAsyncEnumerable<StreamContract.Tick> Ticks(long count)
    {
        IkcStreamCall call = BeginStream(StreamContract.Ticks, default, default);
        try
        {
            call.Writer.Write(count);
            return call.Receive(64, static (scoped ref IkcReader reader) => reader.Read<StreamContract.Tick>());
        }
        finally
        {
            call.Dispose();
        }
    }

    public ValueTask<long> SumAsync(IAsyncEnumerable<int> items)
    {
        IkcStreamCall call = BeginStream(StreamContract.Sum, default, default);
        try
        {
            call.Add(items, 4, static (scoped ref IkcWriter writer, int value) => writer.Write(value));
            return call.Send(static (scoped ref IkcReader reader) => reader.Read<long>());
        }
        finally
        {
            call.Dispose();
        }
    }

    public ValueTask<int> AddAsync(int a, int b)
    {
        BeginAsync(out IkcAsyncCall call, StreamContract.Add, 8, default, default);
        try
        {
            call.Writer.Write(a);
            call.Writer.Write(b);
            return call.Send(static (scoped ref IkcReader reader) => reader.Read<int>());
        }
        finally
        {
            call.Dispose();
        }
    }
}
