// SPDX-License-Identifier: MIT
using System.Threading.Tasks.Sources;
using Ikc.CompilerServices;

namespace Ikc.Channels.Streams;

/// <summary>
/// The reader's side of a stream, with items of one type. It is its own task source, so that an item costs no allocation, and it is read
/// once, by one reader.
/// </summary>
internal sealed class StreamInput<T>(StreamChannel channel, StreamCall call, ushort index, int itemBytes, IkcDecoder<T> decoder)
    : StreamInput(channel, call, index, itemBytes), IAsyncEnumerable<T>, IAsyncEnumerator<T>, IValueTaskSource<bool>, IStreamResult
{
    private readonly int _itemBytes = itemBytes;
    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationToken _token;
    private CancellationTokenRegistration _cancellation;
    private T _item = default!;
    private int _position;
    private int _sizeBytes;
    private int _taken;

    public T Current => _item;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
            throw new InvalidOperationException("A stream that was received can be enumerated once.");
        _token = cancellationToken;
        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister(static input => ((StreamInput<T>)input!).Cancel(), this);
        return this;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        try
        {
            if (_position < _sizeBytes && !IsCut)
            {
                DecodeNext();
                return new ValueTask<bool>(true);
            }

            _core.Reset(); // before the pump can know that somebody waits
            return TakeNext(waits: true, out _sizeBytes) switch
            {
                StreamNews.Items => new ValueTask<bool>(DecodeFirst()),
                StreamNews.End => new ValueTask<bool>(false),
                _ => new ValueTask<bool>(this, _core.Version),
            };
        }
        catch (Exception e)
        {
            return ValueTask.FromException<bool>(e);
        }
    }

    public bool GetResult(short token)
    {
        _core.GetResult(token);
        return TakeNext(waits: false, out _sizeBytes) == StreamNews.Items && DecodeFirst();
    }

    public override void Resume() => _core.SetResult(true);

    public ValueTask DisposeAsync()
    {
        _cancellation.Dispose();
        _position = _sizeBytes = 0;
        _item = default!;
        if (Close())
            Call.EndInput(this);
        return default;
    }

    private bool DecodeFirst()
    {
        _position = 0;
        DecodeNext();
        return true;
    }

    private void DecodeNext()
    {
        ReadOnlySpan<byte> item = _itemBytes >= 0 ? Bytes(_position, _itemBytes) : TakeItem();
        if (_itemBytes >= 0)
            _position += _itemBytes;
        try
        {
            var reader = new IkcReader(item);
            _item = decoder(ref reader);
        }
        catch (IkcException e) when (e.Status == IkcStatus.ProtocolViolation)
        {
            Call.Distrust();
            throw;
        }
    }

    private ReadOnlySpan<byte> TakeItem()
    {
        int takenBytes = StreamItem.TryTake(Bytes(_position, _sizeBytes - _position), out ReadOnlySpan<byte> item);
        if (takenBytes == 0)
        {
            Call.Distrust();
            throw new IkcException(IkcStatus.ProtocolViolation, "The peer sent items that make no sense.", CallFate.MaybeExecuted);
        }

        _position += takenBytes;
        return item;
    }

    private void Cancel()
    {
        var failure = new OperationCanceledException(_token);
        Channel.Hub.Defer(() =>
        {
            Finish(failure, atOnce: true);
            Call.EndInput(this);
        });
    }

    // ---- as the result of a call ------------------------------------------------------------------------------------------------------------

    void IStreamResult.Take(ReadOnlySpan<byte> reply)
    {
    }

    void IStreamResult.Complete() => Finish(null, atOnce: false);

    void IStreamResult.Fail(Exception failure, bool atOnce) => Finish(failure, atOnce);

    private void Finish(Exception? failure, bool atOnce)
    {
        if (End(failure, atOnce))
            Resume();
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
