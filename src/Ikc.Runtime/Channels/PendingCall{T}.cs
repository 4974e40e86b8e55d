// SPDX-License-Identifier: MIT
using System.Threading.Tasks.Sources;
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>A pooled task source: nothing is allocated for a call after warm-up.</summary>
internal class PendingCall<T> : PendingCall, IValueTaskSource<T>, IValueTaskSource
{
    private static readonly ObjectPool<PendingCall<T>> s_pool = new(static () => new PendingCall<T>());

    // The thread that completes a call mostly begins the next one.
    [ThreadStatic]
    private static PendingCall<T>? t_last;

    private ManualResetValueTaskSourceCore<T> _core;
    private IkcDecoder<T>? _decoder;
    private T _result = default!;
    private Exception? _failure;

    /// <summary>Takes a call from the pool. Without a decoder the result is the default.</summary>
    public static PendingCall<T> Rent(IkcDecoder<T>? decoder)
    {
        PendingCall<T>? call = t_last;
        if (call is null)
            call = s_pool.Rent();
        else
            t_last = null;
        call._decoder = decoder;
        return call;
    }

    public ValueTask<T> Task => new(this, _core.Version);

    public ValueTask VoidTask => new(this, _core.Version);

    public override void Take(ref ReplyHandle reply)
    {
        try
        {
            _result = Decode(ref reply);
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }

    public override void Complete()
    {
        if (_failure is not null)
            _core.SetException(_failure);
        else
            _core.SetResult(_result);
    }

    public override void Fail(Exception failure) => _core.SetException(failure);

    public T GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            _result = default!;
            _failure = null;
            _decoder = null;
            if (TryReset())
                Return();
        }
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    protected virtual unsafe T Decode(ref ReplyHandle reply)
    {
        if (_decoder is null)
            return default!;
        var reader = new IkcReader(new ReadOnlySpan<byte>(reply.Payload, reply.PayloadBytes));
        return _decoder(ref reader);
    }

    protected virtual void Return()
    {
        if (t_last is null)
            t_last = this;
        else
            s_pool.Return(this);
    }
}
