// SPDX-License-Identifier: MIT
using Ikc.Channels.Streams;

namespace Ikc.CompilerServices;

/// <summary>A call with streams being dispatched to its service. Used by generated dispatchers only, on the thread that dispatches.</summary>
public unsafe ref struct IkcServerStream
{
    /// <summary>Gives the arguments, until <see cref="EndArguments"/>.</summary>
    public IkcReader Reader;

    private readonly ServerStreamCall _call;
    private readonly ServerStreams _channel;
    private readonly ref StreamRecord _record;

    internal IkcServerStream(ServerStreamCall call, ServerStreams channel, ref StreamRecord record)
    {
        _call = call;
        _channel = channel;
        _record = ref record;
        Method = record.Index;
        Reader = new IkcReader(record.Bytes);
    }

    /// <summary>Ordinal of the method in the dispatcher's contract.</summary>
    public int Method { get; }

    /// <summary>Fires when the caller cancels, its deadline passes or it dies.</summary>
    public readonly CancellationToken CancellationToken => _call.Token;

    /// <summary>The next parameter that is a stream, in order of declaration.</summary>
    /// <param name="itemBytes">Bytes of each item where that is constant; else -1.</param>
    /// <param name="decoder">Reads one item.</param>
    public readonly IAsyncEnumerable<T> Receive<T>(int itemBytes, IkcDecoder<T> decoder) => _call.AddInput(itemBytes, decoder);

    /// <summary>Releases the record: nothing of the arguments may be read any more.</summary>
    public readonly void EndArguments() => _channel.Pass(ref _record);

    /// <summary>Sends the items, and replies after the last one.</summary>
    /// <param name="items">The items; enumerated once, from now on.</param>
    /// <param name="itemBytes">Bytes of each where that is constant; else -1.</param>
    /// <param name="encoder">Writes one item.</param>
    public readonly void Reply<T>(IAsyncEnumerable<T> items, int itemBytes, IkcEncoder<T> encoder) => _call.Reply(items, itemBytes, encoder);

    /// <summary>Replies when the task ends.</summary>
    public readonly void Reply(ValueTask task) => _call.Reply(task);

    /// <summary>Replies with the task's result when it ends.</summary>
    public readonly void Reply<T>(ValueTask<T> task, IkcEncoder<T> encoder) => _call.Reply(task, encoder);

    /// <summary>Answers that the dispatcher has no such method.</summary>
    public readonly void Unimplemented()
    {
        EndArguments();
        _call.Fail(IkcStatus.Unimplemented, CallFate.NotSent, "The service does not have this method.");
    }
}
