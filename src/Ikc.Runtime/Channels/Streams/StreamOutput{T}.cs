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

    /// <summary>Encodes what the source has at once, until the batch is full; a loop of its own, for most items cost no await.</summary>
    /// <returns>What the source does not have at once, to be awaited; null: the batch is full, or it is over.</returns>
    private ValueTask<bool>? EncodeReady(IAsyncEnumerator<T> items, out bool isOver)
    {
        isOver = false;
        while (!BatchIsFull)
        {
            ValueTask<bool> next = items.MoveNextAsync();
            if (!next.IsCompletedSuccessfully)
                return next;
            isOver = !next.Result || !IsWanted;
            if (isOver)
                break;
            Encode(items.Current);
        }

        return null;
    }

    private void Encode(T item)
    {
        EncodeBuffer batch = Batch;
        int start = batch.Length;
        if (source.ItemBytes >= 0)
        {
            batch.Reserve(source.ItemBytes);
            var inPlace = new IkcWriter(batch.Memory.Slice(start, source.ItemBytes));
            source.Encoder(ref inPlace, item);
            batch.Length = start + source.ItemBytes;
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
}
