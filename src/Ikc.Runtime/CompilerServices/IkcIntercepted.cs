// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>
/// Base of every generated interceptable: it has the contract of the client or service that stands behind it, and tells interceptors of each
/// call. Made only where there are some, so that nobody else pays. Thread-safe.
/// </summary>
public abstract class IkcIntercepted : IAsyncDisposable
{
    private readonly IkcInterception _interception;

    /// <summary>Stands before a client or a service.</summary>
    protected IkcIntercepted(object inner, IkcInterception interception)
    {
        Inner = inner;
        _interception = interception;
    }

    internal object Inner { get; }

    /// <summary>Closes the channel of a client.</summary>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Inner is IkcClient client ? client.DisposeAsync() : default;
    }

    /// <summary>Before a call.</summary>
    /// <param name="ordinal">Index of the method in the contract's definition.</param>
    protected IkcInterceptedCall Begin(int ordinal) => new(_interception, _interception.Call(ordinal));

    /// <summary>A synchronous or one-way call that begins as a loan.</summary>
    /// <param name="ordinal">Index of the method in the contract's definition.</param>
    /// <param name="loan">Of the inner object.</param>
    protected IkcLoan<T> Follow<T>(int ordinal, IkcLoan<T> loan)
        where T : unmanaged
    {
        loan.FollowWith(new SyncLoanFollower<T, bool>(_interception, ordinal));
        return loan;
    }

    /// <inheritdoc cref="Follow{T}(int, IkcLoan{T})"/>
    protected IkcLoan<T, TResult> Follow<T, TResult>(int ordinal, IkcLoan<T, TResult> loan)
        where T : unmanaged
    {
        loan.FollowWith(new SyncLoanFollower<T, TResult>(_interception, ordinal));
        return loan;
    }

    /// <summary>An asynchronous call that begins as a loan.</summary>
    /// <param name="ordinal">Index of the method in the contract's definition.</param>
    /// <param name="loan">Of the inner object.</param>
    protected IkcLoan<T, ValueTask> Follow<T>(int ordinal, IkcLoan<T, ValueTask> loan)
        where T : unmanaged
    {
        loan.FollowWith(new AsyncLoanFollower<T>(_interception, ordinal));
        return loan;
    }

    /// <inheritdoc cref="Follow{T}(int, IkcLoan{T, ValueTask})"/>
    protected IkcLoan<T, ValueTask<TResult>> Follow<T, TResult>(int ordinal, IkcLoan<T, ValueTask<TResult>> loan)
        where T : unmanaged
    {
        loan.FollowWith(new AsyncLoanFollower<T, TResult>(_interception, ordinal));
        return loan;
    }

    /// <summary>A stream of results, whose call is its enumeration.</summary>
    /// <param name="ordinal">Index of the method in the contract's definition.</param>
    /// <param name="items">What the method returned.</param>
    protected IAsyncEnumerable<T> Follow<T>(int ordinal, IAsyncEnumerable<T> items) =>
        new InterceptedStream<T>(_interception, _interception.Call(ordinal), items);
}
