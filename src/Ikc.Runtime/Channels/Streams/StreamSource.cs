// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels.Streams;

/// <summary>What goes out as a stream: known before there is a call, and the same for each time it is made.</summary>
internal abstract class StreamSource
{
    public abstract StreamOutput Open(
        StreamChannel channel, StreamCall call, ushort index, CancellationToken token, CancellationTokenSource? stopping);
}

/// <summary>A source of items of one type.</summary>
/// <param name="items">The items.</param>
/// <param name="itemBytes">Bytes of each where that is constant; else -1.</param>
/// <param name="encoder">Writes one.</param>
internal sealed class StreamSource<T>(IAsyncEnumerable<T> items, int itemBytes, IkcEncoder<T> encoder) : StreamSource
{
    public IAsyncEnumerable<T> Items { get; } = items;

    public int ItemBytes { get; } = itemBytes;

    public IkcEncoder<T> Encoder { get; } = encoder;

    public override StreamOutput Open(
        StreamChannel channel, StreamCall call, ushort index, CancellationToken token, CancellationTokenSource? stopping) =>
        new StreamOutput<T>(channel, call, index, this, token, stopping);
}
