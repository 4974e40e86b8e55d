// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels.Streams;

/// <summary>The one result of a call whose parameters are streams. Continuations run where it is completed, as those of other calls do.</summary>
internal sealed class StreamResult<T>(IkcDecoder<T>? decoder) : IStreamResult
{
    private readonly TaskCompletionSource<T> _completion = new();
    private T _result = default!;
    private Exception? _failure;

    public Task<T> Task => _completion.Task;

    public void Take(ReadOnlySpan<byte> reply)
    {
        if (decoder is null)
            return;
        try
        {
            var reader = new IkcReader(reply);
            _result = decoder(ref reader);
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }

    public void Complete()
    {
        if (_failure is null)
            _completion.TrySetResult(_result);
        else
            Fail(_failure, atOnce: false);
    }

    public void Fail(Exception failure, bool atOnce)
    {
        if (failure is OperationCanceledException cancelled)
            _completion.TrySetCanceled(cancelled.CancellationToken);
        else
            _completion.TrySetException(failure);
    }
}
