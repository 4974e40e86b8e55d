// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels.Streams;

/// <summary>A result that is a stream: each enumeration is a call of its own.</summary>
internal sealed class ReceivedStream<T>(PreparedStreams prepared, int itemBytes, IkcDecoder<T> decoder) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        try
        {
            ClientStreamCall call = prepared.NewCall();
            var input = new StreamInput<T>(call.Streams, call, 0, itemBytes, decoder);
            prepared.Start(call, input);
            return input.GetAsyncEnumerator(cancellationToken);
        }
        catch (Exception e) when (e is IkcException or OperationCanceledException)
        {
            return new Refused(e);
        }
    }

    /// <summary>A call that could not be made says so where its items are awaited.</summary>
    private sealed class Refused(Exception failure) : IAsyncEnumerator<T>
    {
        public T Current => default!;

        public ValueTask<bool> MoveNextAsync() => ValueTask.FromException<bool>(failure);

        public ValueTask DisposeAsync() => default;
    }
}
