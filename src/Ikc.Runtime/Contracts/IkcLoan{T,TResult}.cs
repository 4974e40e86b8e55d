// SPDX-License-Identifier: MIT
using System.ComponentModel;
using Ikc.Channels;
using Ikc.CompilerServices;

namespace Ikc;

/// <summary>
/// A call whose last argument is written where the service will read it: memory of a bulk slot, lent by a contract's <c>Begin…</c> method.
/// Fill <see cref="Span"/>, then <see cref="Send()"/>; or dispose it to give it up.
/// </summary>
/// <remarks>
/// A copy of a loan is the same loan: after one of them was sent or disposed, all answer <see cref="ObjectDisposedException"/>, and a span
/// that was taken before must not be used: the memory is the service's, and later another call's. A loan that is neither sent nor disposed
/// keeps its slot, and for a synchronous method its thread's lane, until the connection ends. It belongs to the thread that began it.
/// </remarks>
/// <typeparam name="T">An element in which every bit pattern is valid.</typeparam>
/// <typeparam name="TResult">What the method returns.</typeparam>
public ref struct IkcLoan<T, TResult>
    where T : unmanaged
{
    private readonly LoanTicket? _ticket;
    private readonly ulong _generation;
    private readonly Span<T> _elements;
    private readonly int _position; // of the block in the arguments
    private readonly Delegate _send;
    private IkcSyncCall _sync;
    private IkcAsyncCall _async;
    private LoanFollower<T, TResult>? _follower;

    internal IkcLoan(IkcSyncCall call, Span<T> elements, int position, IkcSyncSend<TResult> send)
        : this(elements, send)
    {
        _sync = call;
        _position = position;
    }

    internal IkcLoan(IkcAsyncCall call, Span<T> elements, int position, IkcAsyncSend<TResult> send)
        : this(elements, send)
    {
        _async = call;
        _position = position;
    }

    /// <summary>For what is no client of Ikc, such as a fake: memory of this process, which is given to an ordinary call. For generated code.</summary>
    /// <param name="count">Elements, 0 and up.</param>
    /// <param name="call">Calls with what was written.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IkcLoan(int count, IkcLentCall<T, TResult> call)
        : this(NewArray(count), call)
    {
    }

    private IkcLoan(Span<T> elements, Delegate send)
    {
        _ticket = LoanTicket.Rent();
        _generation = _ticket.Generation;
        _elements = elements;
        _send = send;
    }

    /// <summary>Number of elements.</summary>
    public readonly int Length => _elements.Length;

    /// <summary>The elements, to be written; their content is undefined at first. Nothing is sent before <see cref="Send()"/>.</summary>
    /// <exception cref="ObjectDisposedException">The loan, or a copy of it, was sent or disposed.</exception>
    public readonly Span<T> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_ticket is null || _ticket.Generation != _generation, typeof(IkcLoan<,>));
            return _elements;
        }
    }

    /// <summary>Makes the call with all elements. A deadline counts from here.</summary>
    /// <returns>What the method returns.</returns>
    /// <exception cref="ObjectDisposedException">The loan, or a copy of it, was sent or disposed.</exception>
    /// <exception cref="IkcException">As the method itself.</exception>
    public TResult Send() => Send(Length);

    /// <summary>Makes the call with the first elements. A deadline counts from here.</summary>
    /// <param name="count">Elements, at most <see cref="Length"/>.</param>
    /// <inheritdoc cref="Send()"/>
    public TResult Send(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Length, nameof(count));
        return _follower is null ? SendNow(count) : _follower.Send(ref this, count);
    }

    /// <summary>Gives the loan up, unless it was sent. Disposing again does nothing.</summary>
    public void Dispose()
    {
        if (_ticket is not null && _ticket.TryEnd(_generation))
            EndCall();
    }

    /// <summary>Lets interceptors hear of the call.</summary>
    internal void FollowWith(LoanFollower<T, TResult> follower) => _follower = follower;

    internal TResult SendNow(int count)
    {
        ObjectDisposedException.ThrowIf(_ticket is null || !_ticket.TryEnd(_generation), typeof(IkcLoan<,>));
        try
        {
            switch (_send)
            {
                case IkcSyncSend<TResult> send:
                    _sync.EndLoan<T>(_position, Length, count);
                    return send(ref _sync);
                case IkcAsyncSend<TResult> send:
                    _async.EndLoan<T>(_position, Length, count);
                    return send(ref _async);
                default:
                    return ((IkcLentCall<T, TResult>)_send)(_elements[..count]);
            }
        }
        finally
        {
            EndCall();
        }
    }

    private void EndCall()
    {
        _sync.Dispose();
        _async.Dispose();
    }

    private static T[] NewArray(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new T[count];
    }
}
