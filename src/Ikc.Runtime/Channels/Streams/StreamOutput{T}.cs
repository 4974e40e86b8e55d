// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels.Streams;

/// <summary>A stream that goes out, with items of one type.</summary>
internal sealed class StreamOutput<T>(
    StreamChannel channel,
    StreamCall call,
    ushort index,
    StreamSource<T> source,
    CancellationToken token,
    CancellationTokenSource? stopping = null) : StreamOutput(channel, call, index, stopping)
{
    protected override async Task SendAllAsync()
    {
        IAsyncEnumerator<T> items = source.Items.GetAsyncEnumerator(token);
        try
        {
            try
            {
                await EncodeAllAsync(items).ConfigureAwait(false);
            }
            finally
            {
                await FlushAsync().ConfigureAwait(false); // what came before a failure still goes
            }
        }
        finally
        {
            await items.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task EncodeAllAsync(IAsyncEnumerator<T> items)
    {
        while (true)
        {
            ValueTask<bool>? next = EncodeReady(items, out bool isOver);
            if (isOver)
                return;
            bool isWanted = await FlushAsync().ConfigureAwait(false); // a full batch, or what there is
            if (next is not null)
            {
                if (!await next.Value.ConfigureAwait(false) || !IsWanted)
                    return;
                Encode(items.Current);
            }
            else if (!isWanted)
            {
                return;
            }
        }
    }

    /// <summary>Encodes what the source has at once, until the batch is full; loops of their own, for most items cost no await.</summary>
    /// <returns>What the source does not have at once, to be awaited; null: the batch is full, or it is over.</returns>
    private ValueTask<bool>? EncodeReady(IAsyncEnumerator<T> items, out bool isOver) =>
        source.ItemBytes >= 0 ? EncodeReadyInPlace(items, out isOver) : EncodeReadySlow(items, out isOver);

    /// <summary>Items of constant size: one writer for all of them, and a look at the memory where it may be too small.</summary>
    private ValueTask<bool>? EncodeReadyInPlace(IAsyncEnumerator<T> items, out bool isOver)
    {
        isOver = false;
        IkcEncoder<T> encoder = source.Encoder;
        EncodeBuffer batch = Batch;
        int itemBytes = source.ItemBytes;
        int lengthBytes = batch.Length;
        int fullBytes = BatchBytesMax;
        int memoryBytes = batch.Memory.Length;
        var writer = new IkcWriter(batch.Memory, lengthBytes);
        while (lengthBytes < fullBytes)
        {
            ValueTask<bool> next = items.MoveNextAsync();
            if (!next.IsCompletedSuccessfully)
                return next;
            isOver = !next.Result || IsStopped;
            if (isOver)
                break;
            if (itemBytes > memoryBytes - lengthBytes)
            {
                batch.Reserve(itemBytes);
                memoryBytes = batch.Memory.Length;
                writer = new IkcWriter(batch.Memory, lengthBytes);
            }

            encoder(ref writer, items.Current);
            lengthBytes += itemBytes;
            if (writer.Length != lengthBytes)
                ThrowSize();
            batch.Length = lengthBytes; // for the items that were encoded go, even if the next one throws
        }

        return null;
    }

    private ValueTask<bool>? EncodeReadySlow(IAsyncEnumerator<T> items, out bool isOver)
    {
        isOver = false;
        while (!BatchIsFull)
        {
            ValueTask<bool> next = items.MoveNextAsync();
            if (!next.IsCompletedSuccessfully)
                return next;
            isOver = !next.Result || IsStopped;
            if (isOver)
                break;
            Encode(items.Current);
        }

        return null;
    }

    /// <summary>Encodes one item.</summary>
    private void Encode(T item)
    {
        EncodeBuffer batch = Batch;
        int start = batch.Length;
        if (source.ItemBytes >= 0)
        {
            batch.Reserve(source.ItemBytes);
            var inPlace = new IkcWriter(batch.Memory, start);
            source.Encoder(ref inPlace, item);
            if (inPlace.Length != start + source.ItemBytes)
                ThrowSize();
            batch.Length = inPlace.Length;
            return;
        }

        batch.Reserve(StreamItem.HeaderBytes);
        var writer = new IkcWriter(batch, start + StreamItem.HeaderBytes);
        try
        {
            source.Encoder(ref writer, item);
        }
        catch
        {
            batch.Length = start; // the items before it still go
            throw;
        }

        batch.Length = writer.Length;
        StreamItem.Finish(batch, start);
    }

    private static void ThrowSize() => throw new InvalidOperationException("An item was encoded with another size than was announced.");
}
