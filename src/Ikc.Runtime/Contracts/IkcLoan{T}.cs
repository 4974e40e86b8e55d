// SPDX-License-Identifier: MIT
using System.ComponentModel;

namespace Ikc;

/// <summary>
/// A call of a synchronous or one-way method without result, whose last argument is written where the service will read it. See
/// <see cref="IkcLoan{T, TResult}"/>.
/// </summary>
/// <typeparam name="T">An element in which every bit pattern is valid.</typeparam>
public ref struct IkcLoan<T>
    where T : unmanaged
{
    private IkcLoan<T, bool> _loan;

    /// <summary>For generated code.</summary>
    /// <param name="loan">The loan of a call that returns nothing of interest.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IkcLoan(IkcLoan<T, bool> loan) => _loan = loan;

    /// <inheritdoc cref="IkcLoan{T, TResult}.Length"/>
    public readonly int Length => _loan.Length;

    /// <inheritdoc cref="IkcLoan{T, TResult}.Span"/>
    public readonly Span<T> Span => _loan.Span;

    /// <summary>Makes the call with all elements, and waits for its end unless it is one-way. A deadline counts from here.</summary>
    /// <exception cref="ObjectDisposedException">The loan, or a copy of it, was sent or disposed.</exception>
    /// <exception cref="IkcException">As the method itself.</exception>
    public void Send() => _loan.Send();

    /// <summary>Makes the call with the first elements, and waits for its end unless it is one-way. A deadline counts from here.</summary>
    /// <param name="count">Elements, at most <see cref="Length"/>.</param>
    /// <inheritdoc cref="Send()"/>
    public void Send(int count) => _loan.Send(count);

    /// <inheritdoc cref="IkcLoan{T, TResult}.Dispose"/>
    public void Dispose() => _loan.Dispose();

    internal void FollowWith(CompilerServices.LoanFollower<T, bool> follower) => _loan.FollowWith(follower);
}
