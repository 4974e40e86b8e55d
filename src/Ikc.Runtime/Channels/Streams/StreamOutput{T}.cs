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
            ValueTask<bool> next = items.MoveNextAsync();
            if (!next.IsCompleted)
                await FlushAsync().ConfigureAwait(false); // what there is goes now; who wants no more is heard of below
            if (!await next.ConfigureAwait(false) || !IsWanted)
                return;
            Encode(items.Current);
            if (BatchIsFull && !await FlushAsync().ConfigureAwait(false))
                return;
        }
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
