// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Ikc;

/// <summary>
/// Sources of streams whose items mostly are there at once. An asynchronous iterator pays for each item as if it might be awaited, which
/// for small items is more than sending them costs; these pay only when there is nothing. Results and arguments may be either.
/// </summary>
public static class IkcStream
{
    /// <summary>
    /// A stream of items that need no waiting: a collection, or an iterator with <c>yield return</c>. They are taken by the thread that
    /// sends them, as far as the other side gives credit, so what waits inside <paramref name="items"/> keeps that thread.
    /// </summary>
    /// <param name="items">The items; enumerated anew for each enumeration of the stream. What it throws ends the stream after the items before.</param>
    /// <returns>A stream that ends early, with OperationCanceledException, when its token fires.</returns>
    public static IAsyncEnumerable<T> Of<T>(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new Source<T>(token => new ReadyItems<T>(items.GetEnumerator(), token));
    }

    /// <summary>
    /// A stream of what others write to a channel, as <see cref="ChannelReader{T}.ReadAllAsync"/> gives it, until the channel is completed; a
    /// channel that is completed with an exception ends the stream with it. An item that was taken but not sent when the stream is ended
    /// early is lost.
    /// </summary>
    /// <param name="reader">The channel's reader, which nobody else uses meanwhile if the channel has a single one.</param>
    /// <returns>A stream that ends early, with OperationCanceledException, when its token fires.</returns>
    public static IAsyncEnumerable<T> Of<T>(ChannelReader<T> reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new Source<T>(token => new ChannelItems<T>(reader, token));
    }

    private sealed class Source<T>(Func<CancellationToken, IAsyncEnumerator<T>> open) : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken) => open(cancellationToken);
    }

    private sealed class ReadyItems<T>(IEnumerator<T> items, CancellationToken token) : IAsyncEnumerator<T>
    {
        public T Current => items.Current;

        public ValueTask<bool> MoveNextAsync() =>
            token.IsCancellationRequested ? ValueTask.FromCanceled<bool>(token) : new ValueTask<bool>(items.MoveNext());

        public ValueTask DisposeAsync()
        {
            items.Dispose();
            return default;
        }
    }

    private sealed class ChannelItems<T>(ChannelReader<T> reader, CancellationToken token) : IAsyncEnumerator<T>
    {
        private T _item = default!;

        public T Current => _item;

        public ValueTask<bool> MoveNextAsync()
        {
            if (token.IsCancellationRequested)
                return ValueTask.FromCanceled<bool>(token);
            return reader.TryRead(out _item!) ? new ValueTask<bool>(true) : WaitAsync();
        }

        public ValueTask DisposeAsync() => default;

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<bool> WaitAsync()
        {
            while (await reader.WaitToReadAsync(token).ConfigureAwait(false))
            {
                if (reader.TryRead(out _item!))
                    return true;
            }

            return false;
        }
    }
}
