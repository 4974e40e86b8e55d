// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels.Streams;

internal sealed class StreamDispatcher : IkcDispatcher
{
    public override void Dispatch(scoped ref IkcServerCall call)
    {
        int sum = call.Reader.Read<int>() + call.Reader.Read<int>();
        call.EndArguments();
        call.ReplyAsync(new ValueTask<int>(sum), 4, static (scoped ref IkcWriter writer, int value) => writer.Write(value));
    }

    public override void DispatchStream(scoped ref IkcServerStream call)
    {
        switch ((ushort)call.Method)
        {
            case StreamContract.Ticks:
                long count = call.Reader.Read<long>();
                call.EndArguments();
                call.Reply(TicksAsync(count), 64, static (scoped ref IkcWriter writer, StreamContract.Tick value) => writer.Write(value));
                break;
            case StreamContract.Sum:
                IAsyncEnumerable<int> items = call.Receive(4, ReadInt);
                call.EndArguments();
                call.Reply(SumAsync(items), static (scoped ref IkcWriter writer, long value) => writer.Write(value));
                break;
            case StreamContract.Hold:
                _ = call.Receive(4, ReadInt);
                call.EndArguments();
                call.Reply(HoldAsync(call.CancellationToken));
                break;
            case StreamContract.Join:
                IAsyncEnumerable<string?> texts = call.Receive(-1, static (scoped ref IkcReader reader) => reader.ReadString());
                call.EndArguments();
                call.Reply(JoinAsync(texts), static (scoped ref IkcWriter writer, string value) => writer.WriteString(value));
                break;
            case StreamContract.Scale:
                IAsyncEnumerable<int> numbers = call.Receive(4, ReadInt);
                call.EndArguments();
                call.Reply(ScaleAsync(numbers), 8, static (scoped ref IkcWriter writer, long value) => writer.Write(value));
                break;
            default:
                call.Unimplemented();
                break;
        }
    }

    private static int ReadInt(scoped ref IkcReader reader) => reader.Read<int>();

    private static async IAsyncEnumerable<StreamContract.Tick> TicksAsync(long count)
    {
        await ValueTask.CompletedTask;
        for (long i = 0; i < count; i++)
            yield return StreamContract.Tick.Of(i);
    }

    private static async ValueTask<long> SumAsync(IAsyncEnumerable<int> items)
    {
        long sum = 0;
        await foreach (int item in items)
            sum += item;
        return sum;
    }

    private static async ValueTask HoldAsync(CancellationToken token) => await Task.Delay(Timeout.Infinite, token);

    private static async ValueTask<string> JoinAsync(IAsyncEnumerable<string?> texts)
    {
        string all = "";
        await foreach (string? text in texts)
            all += text;
        return all;
    }

    private static async IAsyncEnumerable<long> ScaleAsync(IAsyncEnumerable<int> numbers)
    {
        await foreach (int number in numbers)
            yield return number * 2L;
    }
}
