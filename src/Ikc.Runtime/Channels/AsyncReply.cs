// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>Waits for a service's ValueTask and replies when it ends; pooled, so that nothing is allocated per call.</summary>
internal abstract class AsyncReply
{
    private readonly Action _completed;

    protected AsyncReply() => _completed = Complete;

    protected ServerChannel Channel { get; private set; } = null!;

    protected ulong Id { get; private set; }

    protected int Method { get; private set; }

    protected Action Continuation => _completed;

    protected void Begin(ServerChannel channel, ulong callId, int method)
    {
        Channel = channel;
        Id = callId;
        Method = method;
    }

    protected abstract void Complete();
}

/// <summary>For a method with a result.</summary>
internal sealed class AsyncReply<T> : AsyncReply
{
    private static readonly ObjectPool<AsyncReply<T>> s_pool = new(static () => new AsyncReply<T>());

    private ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter _awaiter;
    private IkcEncoder<T>? _encoder;
    private long _sizeBytes;

    public static void Start(ServerChannel channel, ulong callId, int method, ValueTask<T> task, long sizeBytes, IkcEncoder<T>? encoder)
    {
        AsyncReply<T> reply = s_pool.Rent();
        reply.Begin(channel, callId, method);
        reply._encoder = encoder;
        reply._sizeBytes = sizeBytes;
        reply._awaiter = task.ConfigureAwait(false).GetAwaiter();
        reply._awaiter.UnsafeOnCompleted(reply.Continuation);
    }

    protected override void Complete()
    {
        var call = new IkcServerCall(Channel, Id, Method);
        try
        {
            call.ReplyResult(_awaiter.GetResult(), _sizeBytes, _encoder);
        }
        catch (Exception e)
        {
            call.Fail(e);
        }

        call.Finish();
        _awaiter = default;
        _encoder = null;
        s_pool.Return(this);
    }
}

/// <summary>For a method without a result, answered or one-way.</summary>
internal sealed class AsyncVoidReply : AsyncReply
{
    private static readonly ObjectPool<AsyncVoidReply> s_pool = new(static () => new AsyncVoidReply());

    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _awaiter;
    private bool _oneWay;

    public static void Start(ServerChannel channel, ulong callId, int method, ValueTask task, bool oneWay)
    {
        AsyncVoidReply reply = s_pool.Rent();
        reply.Begin(channel, callId, method);
        reply._oneWay = oneWay;
        reply._awaiter = task.ConfigureAwait(false).GetAwaiter();
        reply._awaiter.UnsafeOnCompleted(reply.Continuation);
    }

    protected override void Complete()
    {
        var call = new IkcServerCall(Channel, Id, Method, _oneWay);
        try
        {
            _awaiter.GetResult();
            if (!_oneWay)
                call.Reply();
        }
        catch (Exception e)
        {
            call.Fail(e);
        }

        call.Finish();
        _awaiter = default;
        s_pool.Return(this);
    }
}
